#!/bin/sh
# Made from day.txt by .ci/days: change that file, not this one.
# Run it in a fresh copy of this folder, with sellerkit on the PATH: sh day.sh
set -u
cd "$(dirname "$0")" || exit 1
unset SELLERKIT_SHOP
number=0

stop() {
    printf '\n%s: %s\n' 'dates' "$1" >&2
    exit 1
}

step() {
    number=$((number + 1))
    printf '\n%s/21  %s\n      %s\n$ %s\n' "$number" "$1" "$2" "$3"
}

ended() {
    [ "$1" -eq "$2" ] || stop "command $number ended with $1 instead of $2"
}

command -v sellerkit > /dev/null || stop 'sellerkit is not on the PATH'
[ ! -e shop.db ] || stop 'this folder has been walked already: take a fresh copy of it'

SELLERKIT_NOW=2026-11-10T20:00:00+08:00
export SELLERKIT_NOW

step 'The co-operative'"'"'s sheet, tried first: the same checks as the real run, and nothing is changed.' '合作社的库存表，先试一遍：检查和真的导入一样，但什么都不改。' 'sellerkit stock import --dry-run'
sellerkit stock import --dry-run
ended $? 0

step 'Now it goes in: letterhead and total row are left aside, every lot keeps its dates.' '正式导入：表头和合计行自动跳过，每个批次带着自己的日期。' 'sellerkit stock import'
sellerkit stock import
ended $? 0

step 'What is on the shelves? The expired lot of MU-500 is there and cannot be sold; bulk dates are counted in 斤.' '货架上有什么？MU-500 过期的那批还在，但不能卖；散装枣按斤算。' 'sellerkit stock list'
sellerkit stock list
ended $? 0

step 'What must be bought again?' '哪些该补货了？' 'sellerkit stock low'
sellerkit stock low
ended $? 0

step 'Taobao'"'"'s orders: two codes are unknown. Their orders are kept and asked about, so this ends with 3.' '淘宝订单：有两个编码不认识。订单照收，再来问你，所以以 3 结束。' 'sellerkit orders import'
sellerkit orders import
ended $? 3

step 'The old code means the new one; said once, remembered for ever.' '旧编码就是这个新货号；说一次，以后都记得。' 'sellerkit orders match '"'"'枣夹核桃250'"'"' JIA-250'
sellerkit orders match '枣夹核桃250' JIA-250
ended $? 0

step 'A set is several items: two bags of dates, one of slices, one tin.' '套餐由几样货组成：木枣两袋、枣片一袋、脆枣一罐。' 'sellerkit orders match TAOCAN-1 MU-500=2 PIAN-250 CUI-100'
sellerkit orders match TAOCAN-1 MU-500=2 PIAN-250 CUI-100
ended $? 0

step 'One buyer writes that the address will change: that order waits.' '有个买家留言要改地址：这一单先别发。' 'sellerkit orders hold 2761108000942561 --reason '"'"'改地址'"'"''
sellerkit orders hold 2761108000942561 --reason '改地址'
ended $? 0

step 'What is the evening'"'"'s picture, and what should be typed next?' '今晚情况怎么样，下一步该敲什么？' 'sellerkit today'
sellerkit today
ended $? 0

step 'What would the web shop'"'"'s platform refuse? The new honey has no price yet, so this ends with 3.' '网店平台会拒收什么？新上的枣花蜜还没定价，所以以 3 结束。' 'sellerkit listings check'
sellerkit listings check
ended $? 3

step 'The file for the web shop: everything but the honey.' '生成网店的商品文件：除了枣花蜜都在里面。' 'sellerkit listings build'
sellerkit listings build
ended $? 3

step 'Can the two of us do it tomorrow? A carton for each order, two pick-ups, a verdict.' '明天两个人忙得过来吗？每单配一个纸箱，两次揽收，给个结论。' 'sellerkit peak plan'
sellerkit peak plan
ended $? 0

step 'The plan for the wall.' '打印出来贴墙上。' 'sellerkit peak print -o out/plan.pdf'
sellerkit peak print -o out/plan.pdf
ended $? 0

SELLERKIT_NOW=2026-11-11T08:00:00+08:00
export SELLERKIT_NOW

step 'Taobao hides the addresses: nothing is bought, the order numbers are written in packing order for its printing page.' '淘宝藏着地址：这里不买面单，只把订单号按打包顺序写好，贴到淘宝打单页。' 'sellerkit shipments create --yes'
sellerkit shipments create --yes
ended $? 0

SELLERKIT_NOW=2026-11-11T17:30:00+08:00
export SELLERKIT_NOW

step 'Taobao'"'"'s page has printed the labels: read their numbers back, and the stock leaves.' '淘宝后台已经打好面单：把单号读回来，库存随之出库。' 'sellerkit shipments adopt '"'"'inbox/淘宝打单-1111.csv'"'"''
sellerkit shipments adopt 'inbox/淘宝打单-1111.csv'
ended $? 0

step 'The monthly statement, proved against its own totals and its running balance.' '支付宝的月账单，用它自己的合计和余额来核对。' 'sellerkit payouts import'
sellerkit payouts import
ended $? 0

step 'Every cent explained. Three things are wrong, and each is named with what to do.' '每一分钱都有说法。有三处不对，逐一列出并告诉你怎么办。' 'sellerkit payouts reconcile'
sellerkit payouts reconcile
ended $? 3

step 'Forty 斤 of loose dates were sold at the market.' '集市上卖掉了四十斤散装枣。' 'sellerkit stock adjust SAN-MU '"'"'-40斤'"'"' --reason '"'"'集市零售'"'"''
sellerkit stock adjust SAN-MU '-40斤' --reason '集市零售'
ended $? 0

step 'A wrong move: every gift box written off …' '手滑了：礼盒全报损了……' 'sellerkit stock adjust LI-A 0 --reason '"'"'报损'"'"''
sellerkit stock adjust LI-A 0 --reason '报损'
ended $? 0

step '… everything that was done stands in the history …' '……做过的每一步都在历史里……' 'sellerkit history --limit 4'
sellerkit history --limit 4
ended $? 0

step '… and can be taken back exactly.' '……可以原样撤回。' 'sellerkit undo 11'
sellerkit undo 11
ended $? 0
printf '\n%s: all %s commands ended as planned\n' 'dates' 21
