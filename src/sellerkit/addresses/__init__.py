"""Chinese addresses out of free texts: name, phone, province, city, district, street, and how sure that is."""

from sellerkit.addresses.doubts import Doubt, as_text, from_text, in_words
from sellerkit.addresses.phones import phone_is_right, phone_text
from sellerkit.addresses.recipient import Recipient, split, split_address
from sellerkit.addresses.table import Place, divisions

__all__ = [
    "Doubt", "Place", "Recipient", "as_text", "divisions", "from_text", "in_words", "phone_is_right", "phone_text", "split",
    "split_address",
]  # fmt: skip
