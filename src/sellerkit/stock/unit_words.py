"""Which words behind a number are a unit of stock. Pure."""

from __future__ import annotations

from sellerkit.base.measures import GRAMS

# What makes of a number another one, or a guess.
_NO_UNITS = """
万 千 百 亿 十 多 余 几 来 左右 上下 以内 以下 以上 不足 不到 起 一 二 三 四 五 六 七 八 九 零 半
"""
_LETTERED = """
pc pcs piece pieces ea each unit units item items set sets pair pairs pr prs box boxes bx bag bags bottle
bottles btl jar jars can cans tin tins pack packs packet packets pkg pkgs pk roll rolls sheet sheets tube
tubes tub tubs bundle bundles bunch sack sacks case cases carton cartons ctn ctns dozen doz dz pallet
pallets tray trays bale bales stk st stück stuck pza pzas pz uds ud unidad unidades caja cajas pezzi pezzo
pièce pièces paire шт штук штука уп упак упаковка пар пара пач пачка банка бут бутылка кор короб коробка
ящик мешок рул рулон компл комплект дюжина ед м m karton kartons beutel dose dosen glas gläser flasche
flaschen packung packungen paar bolsa bolsas paquete paquetes botella botellas par pares docena docenas
boîte boîtes sac sacs sachet sachets bouteille bouteilles lot lots scatola scatole busta buste bottiglia pce
pces nos no count ct kit kits copy copies book books card cards strip strips blister blisters vial vials
ampoule ampoules spool spools reel reels skein skeins drum drums barrel barrels bucket buckets pail pails
crate crates basket baskets punnet punnets pot pots plant plants stem stems head heads pouch pouches loaf
loaves bar bars block blocks brick bricks coil coils ream reams dozens dzn stücke stck stueck packg pkt pkte
päckchen kiste kisten säcke rolle rollen satz sätze becher tüte tüten bund tafel tafeln eimer fass dutzend
dtzd pieza piezas frasco frascos lata latas rollo rollos juego juegos saco sacos unité unités unite unites
boite boites paquet paquets rouleau rouleaux botte bottes douzaine douzaines barquette barquettes confezione
confezioni conf sacchetto sacchetti barattolo barattoli lattina lattine cartone cartoni rotolo rotoli coppia
coppie dozzina dozzine peça peças peca pecas cx caixa caixas pacote pacotes garrafa garrafas szt sztuk
sztuka sztuki opak op opakowanie opakowania opakowań paczka paczki pudełko pudełka rolka rolki kpl zestaw
zestawy tuzin worek worki butelka butelki ks kus kusy kusů balení bal krabice tucet db darab csomag doboz
üveg pár buc bucată bucăți cutie kom vnt gab tk sett styk stykk stuks stuk doos dozijn zak zakken fles
flessen adet paket kutu çift koli şişe штуки единиц пары пачки пачек пак пакет пакета пакетов упаковки
упаковок банки банок бутылки бутылок коробки коробок короба коробов ящика ящиков мешка мешков мешки рулона
рулонов комплекта комплектов набор набора наборов лист листов флакон флакона флаконов бухта бухт дюжины
дюжин дюж тюбик тюбиков
"""
_NO_UNIT_STARTS = tuple(_NO_UNITS.split())
_LETTERED_UNITS = frozenset(_LETTERED.split())


def is_unit(word: str) -> bool:
    """Words with letters are a closed list, since "12three" or "12 tons" is no number of pieces; any Chinese measure word is one."""
    if not word or word.lower() in GRAMS:
        return True
    if "一" <= word[0] <= "鿿":
        return not word.startswith(_NO_UNIT_STARTS)
    return word.casefold() in _LETTERED_UNITS
