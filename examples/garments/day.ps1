# Made from day.txt by .ci/days: change that file, not this one.
# Run it in a fresh copy of this folder, with sellerkit on the PATH:
#   powershell -ExecutionPolicy Bypass -File day.ps1
$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath $PSScriptRoot
Remove-Item Env:SELLERKIT_SHOP -ErrorAction SilentlyContinue
try { [Console]::OutputEncoding = [System.Text.Encoding]::UTF8 } catch { }
$script:number = 0

# Unlike sh, a script shares the variables of the session that it was started in.
function Clear-Clock {
    Remove-Item Env:SELLERKIT_NOW -ErrorAction SilentlyContinue
}

function Stop-Day([string] $why) {
    Write-Host ''
    Write-Host ('garments: ' + $why)
    Clear-Clock
    exit 1
}

function Show-Step([string] $english, [string] $chinese, [string] $line) {
    $script:number = $script:number + 1
    Write-Host ''
    Write-Host ([string]$script:number + '/22  ' + $english)
    Write-Host ('      ' + $chinese)
    Write-Host ('$ ' + $line)
}

function Test-Ended([int] $ended, [int] $planned) {
    if ($ended -ne $planned) {
        Stop-Day ('command ' + $script:number + ' ended with ' + $ended + ' instead of ' + $planned)
    }
}

if (-not (Get-Command sellerkit -ErrorAction SilentlyContinue)) { Stop-Day 'sellerkit is not on the PATH' }
if (Test-Path -LiteralPath shop.db) { Stop-Day 'this folder has been walked already: take a fresh copy of it' }
# sellerkit writes its notes to stderr, which a redirected session takes for errors; the exit code decides.
$ErrorActionPreference = 'Continue'

$env:SELLERKIT_NOW = '2026-11-11T00:45:00+08:00'

Show-Step 'The supplier''s sheet: title, group rows and total are left aside, every colour and size is an item of its own.' '供货商的现货表：标题、分组行、合计都跳过，每个颜色尺码是一个单独的货。' 'sellerkit stock import'
sellerkit stock import
Test-Ended $LASTEXITCODE 0

Show-Step 'The resellers'' files before the rush: a workbook for 1688, Shopify in ringgit, WooCommerce, a page for the chat group by packs of ten.' '趁单还没多，先给下家生成商品文件：1688 模板、林吉特标价的 Shopify、WooCommerce，还有给代发群十件一包的复制页。' 'sellerkit listings build'
sellerkit listings build
Test-Ended $LASTEXITCODE 0

Show-Step 'Forty minutes after midnight, Taobao''s export and the chat group''s sheet: unknown codes are kept and asked about.' '零点过后四十分钟，淘宝导出表和代发群的表一起收；不认识的编码照收，再来问你。' 'sellerkit orders import'
sellerkit orders import
Test-Ended $LASTEXITCODE 3

Show-Step 'Which codes wait for a meaning?' '哪些编码还不知道是什么货？' 'sellerkit orders match'
sellerkit orders match
Test-Ended $LASTEXITCODE 0

Show-Step 'The group calls it 8801黑L.' '群里管它叫 8801黑L。' 'sellerkit orders match ''8801黑L'' 8801-BK-L'
sellerkit orders match '8801黑L' '8801-BK-L'
Test-Ended $LASTEXITCODE 0

Show-Step 'On the live show it was sold without a code: its title and properties are its name.' '直播间拍下的没有编码：标题加规格就是它的名字。' 'sellerkit orders match --title ''军埔阿弟 加绒连帽卫衣 直播间专拍'' --properties ''颜色分类:黑色;尺码:L'' 8801-BK-L'
sellerkit orders match --title '军埔阿弟 加绒连帽卫衣 直播间专拍' --properties '颜色分类:黑色;尺码:L' '8801-BK-L'
Test-Ended $LASTEXITCODE 0

Show-Step 'How does it look? Presale with a paid deposit may be packed, but goes out only after the balance.' '情况如何？付了定金的预售单可以先打包，付完尾款才发。' 'sellerkit today'
sellerkit today
Test-Ended $LASTEXITCODE 0

Show-Step 'Can two people do it, with three pick-ups? They cannot: the plan says how many parcels are late and who is missing.' '两个人、三次揽收，忙得过来吗？不行：计划会说晚多少单、还缺几个人。' 'sellerkit peak plan'
sellerkit peak plan
Test-Ended $LASTEXITCODE 3

Show-Step 'The cousin says yes, and a third table is found: shop-with-cousin.toml says so, it becomes shop.toml.' '表姐答应来帮忙，又找了张桌子：都写在 shop-with-cousin.toml 里，把它换成 shop.toml。' 'copy shop-with-cousin.toml shop.toml'
Copy-Item -LiteralPath 'shop-with-cousin.toml' -Destination 'shop.toml' -Force -ErrorAction Stop

Show-Step 'Now it fits.' '这下来得及了。' 'sellerkit peak plan'
sellerkit peak plan
Test-Ended $LASTEXITCODE 0

Show-Step 'The plan for the wall: who packs what at which table, what to pick, which bags to buy.' '打印出来贴墙上：谁在哪张桌子打什么包、拣什么货、买多少袋子。' 'sellerkit peak print -o out/plan.pdf'
sellerkit peak print -o out/plan.pdf
Test-Ended $LASTEXITCODE 0

$env:SELLERKIT_NOW = '2026-11-11T08:30:00+08:00'

Show-Step 'A buyer wants the other courier: keep that order back.' '有个买家点名要圆通：这一单先留下。' 'sellerkit orders hold 2891111006648513 --reason ''要圆通'''
sellerkit orders hold '2891111006648513' --reason '要圆通'
Test-Ended $LASTEXITCODE 0

Show-Step 'The resellers'' parcels: prices first.' '代发的包裹：先看运费。' 'sellerkit shipments quote --channel daifa --limit 6'
sellerkit shipments quote --channel daifa --limit '6'
Test-Ended $LASTEXITCODE 0

Show-Step 'Buy their waybills. One address says only "behind the shopping mall": it is left out and named, so this ends with 3.' '买面单。有个地址只写了“万达广场后面”：这单留下来并点名，所以以 3 结束。' 'sellerkit shipments create --channel daifa --yes'
sellerkit shipments create --channel daifa --yes
Test-Ended $LASTEXITCODE 3

Show-Step 'Their labels, in packing order.' '按打包顺序打印面单。' 'sellerkit shipments labels -o out/labels.pdf'
sellerkit shipments labels -o out/labels.pdf
Test-Ended $LASTEXITCODE 0

Show-Step 'Taobao''s own page has printed the others: read the numbers back.' '淘宝订单在平台后台打单：把单号读回来。' 'sellerkit shipments adopt ''inbox/平台打单-1111.xlsx'''
sellerkit shipments adopt 'inbox/平台打单-1111.xlsx'
Test-Ended $LASTEXITCODE 0

Show-Step 'What is left to do, and what must be bought again?' '还剩什么没做？哪些该补货？' 'sellerkit today'
sellerkit today
Test-Ended $LASTEXITCODE 0

Show-Step 'The sizes that run out.' '快断码的尺码。' 'sellerkit stock low'
sellerkit stock low
Test-Ended $LASTEXITCODE 0

Show-Step 'What must change in a reseller''s shop after this night? Every field before and after, in a table.' '过了这一夜，下家的店里该改什么？每一处改前改后，列成一张表。' 'sellerkit listings diff xiaozhan -o out/changes.xlsx'
sellerkit listings diff xiaozhan -o out/changes.xlsx
Test-Ended $LASTEXITCODE 0

Show-Step 'Stock and price alone: small files that leave titles and texts as they are.' '只更新库存和价格：小文件，标题和描述都不动。' 'sellerkit listings build --stock-and-price'
sellerkit listings build --stock-and-price
Test-Ended $LASTEXITCODE 0

Show-Step 'Sixty black vests have come in. On the new sheet the navy L stands twice: one of them was XL.' '黑色马甲补了六十件。新表上藏青的 L 写了两遍，其中一个本来是 XL。' 'sellerkit stock import ''later/阿弟补货表-1111.xlsx'' --source adi'
sellerkit stock import 'later/阿弟补货表-1111.xlsx' --source adi
Test-Ended $LASTEXITCODE 0

Show-Step 'Two sizes alike: the next upload would take the XL out of every shop. The vests are refused, the rest is written: 3.' '两个尺码一样，再上传就会把 XL 从各家店里撤下。马甲拦下，其余照写：以 3 结束。' 'sellerkit listings build'
sellerkit listings build
Test-Ended $LASTEXITCODE 3
Clear-Clock
Write-Host ''
Write-Host 'garments: all 22 commands ended as planned'
exit 0
