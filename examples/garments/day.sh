#!/bin/sh
# Made from day.txt by .ci/days: change that file, not this one.
# Run it in a fresh copy of this folder, with sellerkit on the PATH: sh day.sh
set -u
cd "$(dirname "$0")" || exit 1
unset SELLERKIT_SHOP
number=0

stop() {
    printf '\n%s: %s\n' 'garments' "$1" >&2
    exit 1
}

step() {
    number=$((number + 1))
    printf '\n%s/22  %s\n      %s\n$ %s\n' "$number" "$1" "$2" "$3"
}

ended() {
    [ "$1" -eq "$2" ] || stop "command $number ended with $1 instead of $2"
}

command -v sellerkit > /dev/null || stop 'sellerkit is not on the PATH'
[ ! -e shop.db ] || stop 'this folder has been walked already: take a fresh copy of it'

SELLERKIT_NOW=2026-11-11T00:45:00+08:00
export SELLERKIT_NOW

step 'The supplier'"'"'s sheet: title, group rows and total are left aside, every colour and size is an item of its own.' '供货商的现货表：标题、分组行、合计都跳过，每个颜色尺码是一个单独的货。' 'sellerkit stock import'
sellerkit stock import
ended $? 0

step 'The resellers'"'"' files before the rush: a workbook for 1688, Shopify in ringgit, WooCommerce, a page for the chat group by packs of ten.' '趁单还没多，先给下家生成商品文件：1688 模板、林吉特标价的 Shopify、WooCommerce，还有给代发群十件一包的复制页。' 'sellerkit listings build'
sellerkit listings build
ended $? 0

step 'Forty minutes after midnight, Taobao'"'"'s export and the chat group'"'"'s sheet: unknown codes are kept and asked about.' '零点过后四十分钟，淘宝导出表和代发群的表一起收；不认识的编码照收，再来问你。' 'sellerkit orders import'
sellerkit orders import
ended $? 3

step 'Which codes wait for a meaning?' '哪些编码还不知道是什么货？' 'sellerkit orders match'
sellerkit orders match
ended $? 0

step 'The group calls it 8801黑L.' '群里管它叫 8801黑L。' 'sellerkit orders match '"'"'8801黑L'"'"' 8801-BK-L'
sellerkit orders match '8801黑L' 8801-BK-L
ended $? 0

step 'On the live show it was sold without a code: its title and properties are its name.' '直播间拍下的没有编码：标题加规格就是它的名字。' 'sellerkit orders match --title '"'"'军埔阿弟 加绒连帽卫衣 直播间专拍'"'"' --properties '"'"'颜色分类:黑色;尺码:L'"'"' 8801-BK-L'
sellerkit orders match --title '军埔阿弟 加绒连帽卫衣 直播间专拍' --properties '颜色分类:黑色;尺码:L' 8801-BK-L
ended $? 0

step 'How does it look? Presale with a paid deposit may be packed, but goes out only after the balance.' '情况如何？付了定金的预售单可以先打包，付完尾款才发。' 'sellerkit today'
sellerkit today
ended $? 0

step 'Can two people do it, with three pick-ups? They cannot: the plan says how many parcels are late and who is missing.' '两个人、三次揽收，忙得过来吗？不行：计划会说晚多少单、还缺几个人。' 'sellerkit peak plan'
sellerkit peak plan
ended $? 3

step 'The cousin says yes, and a third table is found: shop-with-cousin.toml says so, it becomes shop.toml.' '表姐答应来帮忙，又找了张桌子：都写在 shop-with-cousin.toml 里，把它换成 shop.toml。' 'cp shop-with-cousin.toml shop.toml'
cp shop-with-cousin.toml shop.toml
ended $? 0

step 'Now it fits.' '这下来得及了。' 'sellerkit peak plan'
sellerkit peak plan
ended $? 0

step 'The plan for the wall: who packs what at which table, what to pick, which bags to buy.' '打印出来贴墙上：谁在哪张桌子打什么包、拣什么货、买多少袋子。' 'sellerkit peak print -o out/plan.pdf'
sellerkit peak print -o out/plan.pdf
ended $? 0

SELLERKIT_NOW=2026-11-11T08:30:00+08:00
export SELLERKIT_NOW

step 'A buyer wants the other courier: keep that order back.' '有个买家点名要圆通：这一单先留下。' 'sellerkit orders hold 2891111006648513 --reason '"'"'要圆通'"'"''
sellerkit orders hold 2891111006648513 --reason '要圆通'
ended $? 0

step 'The resellers'"'"' parcels: prices first.' '代发的包裹：先看运费。' 'sellerkit shipments quote --channel daifa --limit 6'
sellerkit shipments quote --channel daifa --limit 6
ended $? 0

step 'Buy their waybills. One address says only "behind the shopping mall": it is left out and named, so this ends with 3.' '买面单。有个地址只写了“万达广场后面”：这单留下来并点名，所以以 3 结束。' 'sellerkit shipments create --channel daifa --yes'
sellerkit shipments create --channel daifa --yes
ended $? 3

step 'Their labels, in packing order.' '按打包顺序打印面单。' 'sellerkit shipments labels -o out/labels.pdf'
sellerkit shipments labels -o out/labels.pdf
ended $? 0

step 'Taobao'"'"'s own page has printed the others: read the numbers back.' '淘宝订单在平台后台打单：把单号读回来。' 'sellerkit shipments adopt '"'"'inbox/平台打单-1111.xlsx'"'"''
sellerkit shipments adopt 'inbox/平台打单-1111.xlsx'
ended $? 0

step 'What is left to do, and what must be bought again?' '还剩什么没做？哪些该补货？' 'sellerkit today'
sellerkit today
ended $? 0

step 'The sizes that run out.' '快断码的尺码。' 'sellerkit stock low'
sellerkit stock low
ended $? 0

step 'What must change in a reseller'"'"'s shop after this night? Every field before and after, in a table.' '过了这一夜，下家的店里该改什么？每一处改前改后，列成一张表。' 'sellerkit listings diff xiaozhan -o out/changes.xlsx'
sellerkit listings diff xiaozhan -o out/changes.xlsx
ended $? 0

step 'Stock and price alone: small files that leave titles and texts as they are.' '只更新库存和价格：小文件，标题和描述都不动。' 'sellerkit listings build --stock-and-price'
sellerkit listings build --stock-and-price
ended $? 0

step 'Sixty black vests have come in. On the new sheet the navy L stands twice: one of them was XL.' '黑色马甲补了六十件。新表上藏青的 L 写了两遍，其中一个本来是 XL。' 'sellerkit stock import '"'"'later/阿弟补货表-1111.xlsx'"'"' --source adi'
sellerkit stock import 'later/阿弟补货表-1111.xlsx' --source adi
ended $? 0

step 'Two sizes alike: the next upload would take the XL out of every shop. The vests are refused, the rest is written: 3.' '两个尺码一样，再上传就会把 XL 从各家店里撤下。马甲拦下，其余照写：以 3 结束。' 'sellerkit listings build'
sellerkit listings build
ended $? 3
printf '\n%s: all %s commands ended as planned\n' 'garments' 22
