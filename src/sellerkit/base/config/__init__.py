"""`shop.toml`: one frozen dataclass a table, every fault at once, secrets only by name."""

from sellerkit.base.config.reader import find_config, load_config
from sellerkit.base.config.schema import Config
from sellerkit.base.config.secrets import Secret

__all__ = ["Config", "Secret", "find_config", "load_config"]
