#!/bin/sh
# Made from day.txt by .ci/days: change that file, not this one.
# Run it in a fresh copy of this folder, with sellerkit on the PATH: sh day.sh
set -u
cd "$(dirname "$0")" || exit 1
unset SELLERKIT_SHOP
number=0

stop() {
    printf '\n%s: %s\n' 'dried-fruit' "$1" >&2
    exit 1
}

step() {
    number=$((number + 1))
    printf '\n%s/20  %s\n      %s\n$ %s\n' "$number" "$1" "$2" "$3"
}

ended() {
    [ "$1" -eq "$2" ] || stop "command $number ended with $1 instead of $2"
}

command -v sellerkit > /dev/null || stop 'sellerkit is not on the PATH'
[ ! -e shop.db ] || stop 'this folder has been walked already: take a fresh copy of it'

SELLERKIT_NOW=2026-11-11T09:30:00+08:00
export SELLERKIT_NOW

step 'The cold store'"'"'s count: bags by the piece, loose chilli by the kilogram.' '冷库盘点：袋装按件算，散装辣椒按公斤算。' 'sellerkit stock import'
sellerkit stock import
ended $? 0

step 'Orders of three channels: old customers with addresses, Taobao without, buyers abroad already served.' '三个渠道的订单：老客户有地址，淘宝没有，国外的已经发完。' 'sellerkit orders import'
sellerkit orders import
ended $? 0

step 'What would each courier charge, and why did the other one lose?' '每家快递要多少钱？另一家为什么没选上？' 'sellerkit shipments quote LK1111001 LK1111007 LK1111012 LK1111013 LK1111019'
sellerkit shipments quote LK1111001 LK1111007 LK1111012 LK1111013 LK1111019
ended $? 3

step 'A limit for the purse: above it nothing is bought at all.' '给钱包设个上限：超过就一张也不买。' 'sellerkit shipments create --channel regulars --max-cost 100 --yes'
sellerkit shipments create --channel regulars --max-cost 100 --yes
ended $? 5

step 'Try it: what would be bought, and what would not go?' '先试一遍：会买哪些，哪些发不了？' 'sellerkit shipments create --channel regulars --dry-run'
sellerkit shipments create --channel regulars --dry-run
ended $? 3

step 'Buy. Answers get lost on the way and are looked up; one address is refused, and no courier goes to Taiwan: 3.' '正式买面单。路上丢掉的答复会自己查清；有个地址被拒，台湾没有快递去：以 3 结束。' 'sellerkit shipments create --channel regulars --yes'
sellerkit shipments create --channel regulars --yes
ended $? 3

step 'Had the power failed half way, this would settle what is open; nothing is ever bought twice.' '如果中途停电，用这条命令把没完的查清办完；绝不会重复买。' 'sellerkit shipments resume'
sellerkit shipments resume
ended $? 0

step 'The labels in packing order.' '按顺序打印面单。' 'sellerkit shipments labels -o out/labels.pdf'
sellerkit shipments labels -o out/labels.pdf
ended $? 0

step 'The first payouts: Alipay and Shopify, each proved against its own figures.' '第一批回款：支付宝和 Shopify，先用各自的数字核对。' 'sellerkit payouts import'
sellerkit payouts import
ended $? 0

step 'Every cent beside its order: what came short, what was charged too much, what never came.' '每一分钱对到订单：少给的、多扣的、没到的。' 'sellerkit payouts reconcile'
sellerkit payouts reconcile
ended $? 3

SELLERKIT_NOW=2026-11-12T02:00:00+08:00
export SELLERKIT_NOW

step 'In the night a new statement arrives …' '夜里来了一张新账单……' 'cp later/shopify-payments-1110.csv inbox/shopify-payments-1110.csv'
cp later/shopify-payments-1110.csv inbox/shopify-payments-1110.csv
ended $? 0

step '… and the nightly run takes it in. A buyer'"'"'s dispute is new, so a person is needed: 3.' '……夜间任务把它收进来。出现了一笔新的拒付，需要人看：以 3 结束。' 'sellerkit nightly'
sellerkit nightly
ended $? 3

SELLERKIT_NOW=2026-11-12T02:30:00+08:00
export SELLERKIT_NOW

step 'Once more: what was reported before is known, and nobody is woken twice for it.' '再跑一遍：报过的算已知，不会为同一件事叫醒你两次。' 'sellerkit nightly'
sellerkit nightly
ended $? 0

SELLERKIT_NOW=2026-11-12T08:00:00+08:00
export SELLERKIT_NOW

step 'In the morning: what to do today.' '早上：今天要做什么。' 'sellerkit today'
sellerkit today
ended $? 0

step 'Five goods for Douyin and the web shop. What would they, or the law, object to? One word is an error: 3.' '五样货要上抖音和网店。平台或者法律会说什么？有一个词是错误：以 3 结束。' 'sellerkit listings check'
sellerkit listings check
ended $? 3

step 'A name was copied from a web page with its markup: that can be put right without asking. The word waits for a person: 3.' '有个品名是从网页上连标记一起抄来的：这种不用问就能改。那个词要人来定：以 3 结束。' 'sellerkit listings check --fix'
sellerkit listings check --fix
ended $? 3

step 'But the sheet still says it: taken back, to be mended there.' '可是盘点表里还是老样子：撤回，去表里改。' 'sellerkit undo 12'
sellerkit undo 12
ended $? 0

step 'A page to copy from for Douyin, which takes no file, and Shopify'"'"'s file in pounds. The raisins with that word are left out: 3.' '抖音不收文件，给一张复制页；网店是英镑标价的 Shopify 文件。写了那个词的葡萄干不在里面：以 3 结束。' 'sellerkit listings build'
sellerkit listings build
ended $? 3

step 'How will buyers see it? Pages in both languages, with every channel'"'"'s objections.' '买家会看到什么样？中英文页面，各渠道的意见也在上面。' 'sellerkit listings preview'
sellerkit listings preview
ended $? 3

step 'A copy of the store, checked, for the USB stick.' '给店铺数据做个备份并校验，放到优盘上。' 'sellerkit backup out/backup.db'
sellerkit backup out/backup.db
ended $? 0
printf '\n%s: all %s commands ended as planned\n' 'dried-fruit' 20
