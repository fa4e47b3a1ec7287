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
    Write-Host ('dates: ' + $why)
    Clear-Clock
    exit 1
}

function Show-Step([string] $english, [string] $chinese, [string] $line) {
    $script:number = $script:number + 1
    Write-Host ''
    Write-Host ([string]$script:number + '/21  ' + $english)
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

$env:SELLERKIT_NOW = '2026-11-10T20:00:00+08:00'

Show-Step 'The co-operative''s sheet, tried first: the same checks as the real run, and nothing is changed.' '合作社的库存表，先试一遍：检查和真的导入一样，但什么都不改。' 'sellerkit stock import --dry-run'
sellerkit stock import --dry-run
Test-Ended $LASTEXITCODE 0

Show-Step 'Now it goes in: letterhead and total row are left aside, every lot keeps its dates.' '正式导入：表头和合计行自动跳过，每个批次带着自己的日期。' 'sellerkit stock import'
sellerkit stock import
Test-Ended $LASTEXITCODE 0

Show-Step 'What is on the shelves? The expired lot of MU-500 is there and cannot be sold; bulk dates are counted in 斤.' '货架上有什么？MU-500 过期的那批还在，但不能卖；散装枣按斤算。' 'sellerkit stock list'
sellerkit stock list
Test-Ended $LASTEXITCODE 0

Show-Step 'What must be bought again?' '哪些该补货了？' 'sellerkit stock low'
sellerkit stock low
Test-Ended $LASTEXITCODE 0

Show-Step 'Taobao''s orders: two codes are unknown. Their orders are kept and asked about, so this ends with 3.' '淘宝订单：有两个编码不认识。订单照收，再来问你，所以以 3 结束。' 'sellerkit orders import'
sellerkit orders import
Test-Ended $LASTEXITCODE 3

Show-Step 'The old code means the new one; said once, remembered for ever.' '旧编码就是这个新货号；说一次，以后都记得。' 'sellerkit orders match ''枣夹核桃250'' JIA-250'
sellerkit orders match '枣夹核桃250' JIA-250
Test-Ended $LASTEXITCODE 0

Show-Step 'A set is several items: two bags of dates, one of slices, one tin.' '套餐由几样货组成：木枣两袋、枣片一袋、脆枣一罐。' 'sellerkit orders match TAOCAN-1 MU-500=2 PIAN-250 CUI-100'
sellerkit orders match TAOCAN-1 MU-500=2 PIAN-250 CUI-100
Test-Ended $LASTEXITCODE 0

Show-Step 'One buyer writes that the address will change: that order waits.' '有个买家留言要改地址：这一单先别发。' 'sellerkit orders hold 2761108000942561 --reason ''改地址'''
sellerkit orders hold '2761108000942561' --reason '改地址'
Test-Ended $LASTEXITCODE 0

Show-Step 'What is the evening''s picture, and what should be typed next?' '今晚情况怎么样，下一步该敲什么？' 'sellerkit today'
sellerkit today
Test-Ended $LASTEXITCODE 0

Show-Step 'What would the web shop''s platform refuse? The new honey has no price yet, so this ends with 3.' '网店平台会拒收什么？新上的枣花蜜还没定价，所以以 3 结束。' 'sellerkit listings check'
sellerkit listings check
Test-Ended $LASTEXITCODE 3

Show-Step 'The file for the web shop: everything but the honey.' '生成网店的商品文件：除了枣花蜜都在里面。' 'sellerkit listings build'
sellerkit listings build
Test-Ended $LASTEXITCODE 3

Show-Step 'Can the two of us do it tomorrow? A carton for each order, two pick-ups, a verdict.' '明天两个人忙得过来吗？每单配一个纸箱，两次揽收，给个结论。' 'sellerkit peak plan'
sellerkit peak plan
Test-Ended $LASTEXITCODE 0

Show-Step 'The plan for the wall.' '打印出来贴墙上。' 'sellerkit peak print -o out/plan.pdf'
sellerkit peak print -o out/plan.pdf
Test-Ended $LASTEXITCODE 0

$env:SELLERKIT_NOW = '2026-11-11T08:00:00+08:00'

Show-Step 'Taobao hides the addresses: nothing is bought, the order numbers are written in packing order for its printing page.' '淘宝藏着地址：这里不买面单，只把订单号按打包顺序写好，贴到淘宝打单页。' 'sellerkit shipments create --yes'
sellerkit shipments create --yes
Test-Ended $LASTEXITCODE 0

$env:SELLERKIT_NOW = '2026-11-11T17:30:00+08:00'

Show-Step 'Taobao''s page has printed the labels: read their numbers back, and the stock leaves.' '淘宝后台已经打好面单：把单号读回来，库存随之出库。' 'sellerkit shipments adopt ''inbox/淘宝打单-1111.csv'''
sellerkit shipments adopt 'inbox/淘宝打单-1111.csv'
Test-Ended $LASTEXITCODE 0

Show-Step 'The monthly statement, proved against its own totals and its running balance.' '支付宝的月账单，用它自己的合计和余额来核对。' 'sellerkit payouts import'
sellerkit payouts import
Test-Ended $LASTEXITCODE 0

Show-Step 'Every cent explained. Three things are wrong, and each is named with what to do.' '每一分钱都有说法。有三处不对，逐一列出并告诉你怎么办。' 'sellerkit payouts reconcile'
sellerkit payouts reconcile
Test-Ended $LASTEXITCODE 3

Show-Step 'Forty 斤 of loose dates were sold at the market.' '集市上卖掉了四十斤散装枣。' 'sellerkit stock adjust SAN-MU ''-40斤'' --reason ''集市零售'''
sellerkit stock adjust SAN-MU '-40斤' --reason '集市零售'
Test-Ended $LASTEXITCODE 0

Show-Step 'A wrong move: every gift box written off …' '手滑了：礼盒全报损了……' 'sellerkit stock adjust LI-A 0 --reason ''报损'''
sellerkit stock adjust LI-A '0' --reason '报损'
Test-Ended $LASTEXITCODE 0

Show-Step '… everything that was done stands in the history …' '……做过的每一步都在历史里……' 'sellerkit history --limit 4'
sellerkit history --limit '4'
Test-Ended $LASTEXITCODE 0

Show-Step '… and can be taken back exactly.' '……可以原样撤回。' 'sellerkit undo 11'
sellerkit undo '11'
Test-Ended $LASTEXITCODE 0
Clear-Clock
Write-Host ''
Write-Host 'dates: all 21 commands ended as planned'
exit 0
