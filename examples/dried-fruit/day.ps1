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
    Write-Host ('dried-fruit: ' + $why)
    Clear-Clock
    exit 1
}

function Show-Step([string] $english, [string] $chinese, [string] $line) {
    $script:number = $script:number + 1
    Write-Host ''
    Write-Host ([string]$script:number + '/20  ' + $english)
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

$env:SELLERKIT_NOW = '2026-11-11T09:30:00+08:00'

Show-Step 'The cold store''s count: bags by the piece, loose chilli by the kilogram.' '冷库盘点：袋装按件算，散装辣椒按公斤算。' 'sellerkit stock import'
sellerkit stock import
Test-Ended $LASTEXITCODE 0

Show-Step 'Orders of three channels: old customers with addresses, Taobao without, buyers abroad already served.' '三个渠道的订单：老客户有地址，淘宝没有，国外的已经发完。' 'sellerkit orders import'
sellerkit orders import
Test-Ended $LASTEXITCODE 0

Show-Step 'What would each courier charge, and why did the other one lose?' '每家快递要多少钱？另一家为什么没选上？' 'sellerkit shipments quote LK1111001 LK1111007 LK1111012 LK1111013 LK1111019'
sellerkit shipments quote LK1111001 LK1111007 LK1111012 LK1111013 LK1111019
Test-Ended $LASTEXITCODE 3

Show-Step 'A limit for the purse: above it nothing is bought at all.' '给钱包设个上限：超过就一张也不买。' 'sellerkit shipments create --channel regulars --max-cost 100 --yes'
sellerkit shipments create --channel regulars --max-cost '100' --yes
Test-Ended $LASTEXITCODE 5

Show-Step 'Try it: what would be bought, and what would not go?' '先试一遍：会买哪些，哪些发不了？' 'sellerkit shipments create --channel regulars --dry-run'
sellerkit shipments create --channel regulars --dry-run
Test-Ended $LASTEXITCODE 3

Show-Step 'Buy. Answers get lost on the way and are looked up; one address is refused, and no courier goes to Taiwan: 3.' '正式买面单。路上丢掉的答复会自己查清；有个地址被拒，台湾没有快递去：以 3 结束。' 'sellerkit shipments create --channel regulars --yes'
sellerkit shipments create --channel regulars --yes
Test-Ended $LASTEXITCODE 3

Show-Step 'Had the power failed half way, this would settle what is open; nothing is ever bought twice.' '如果中途停电，用这条命令把没完的查清办完；绝不会重复买。' 'sellerkit shipments resume'
sellerkit shipments resume
Test-Ended $LASTEXITCODE 0

Show-Step 'The labels in packing order.' '按顺序打印面单。' 'sellerkit shipments labels -o out/labels.pdf'
sellerkit shipments labels -o out/labels.pdf
Test-Ended $LASTEXITCODE 0

Show-Step 'The first payouts: Alipay and Shopify, each proved against its own figures.' '第一批回款：支付宝和 Shopify，先用各自的数字核对。' 'sellerkit payouts import'
sellerkit payouts import
Test-Ended $LASTEXITCODE 0

Show-Step 'Every cent beside its order: what came short, what was charged too much, what never came.' '每一分钱对到订单：少给的、多扣的、没到的。' 'sellerkit payouts reconcile'
sellerkit payouts reconcile
Test-Ended $LASTEXITCODE 3

$env:SELLERKIT_NOW = '2026-11-12T02:00:00+08:00'

Show-Step 'In the night a new statement arrives …' '夜里来了一张新账单……' 'copy later/shopify-payments-1110.csv inbox/shopify-payments-1110.csv'
Copy-Item -LiteralPath 'later/shopify-payments-1110.csv' -Destination 'inbox/shopify-payments-1110.csv' -Force -ErrorAction Stop

Show-Step '… and the nightly run takes it in. A buyer''s dispute is new, so a person is needed: 3.' '……夜间任务把它收进来。出现了一笔新的拒付，需要人看：以 3 结束。' 'sellerkit nightly'
sellerkit nightly
Test-Ended $LASTEXITCODE 3

$env:SELLERKIT_NOW = '2026-11-12T02:30:00+08:00'

Show-Step 'Once more: what was reported before is known, and nobody is woken twice for it.' '再跑一遍：报过的算已知，不会为同一件事叫醒你两次。' 'sellerkit nightly'
sellerkit nightly
Test-Ended $LASTEXITCODE 0

$env:SELLERKIT_NOW = '2026-11-12T08:00:00+08:00'

Show-Step 'In the morning: what to do today.' '早上：今天要做什么。' 'sellerkit today'
sellerkit today
Test-Ended $LASTEXITCODE 0

Show-Step 'Five goods for Douyin and the web shop. What would they, or the law, object to? One word is an error: 3.' '五样货要上抖音和网店。平台或者法律会说什么？有一个词是错误：以 3 结束。' 'sellerkit listings check'
sellerkit listings check
Test-Ended $LASTEXITCODE 3

Show-Step 'A name was copied from a web page with its markup: that can be put right without asking. The word waits for a person: 3.' '有个品名是从网页上连标记一起抄来的：这种不用问就能改。那个词要人来定：以 3 结束。' 'sellerkit listings check --fix'
sellerkit listings check --fix
Test-Ended $LASTEXITCODE 3

Show-Step 'But the sheet still says it: taken back, to be mended there.' '可是盘点表里还是老样子：撤回，去表里改。' 'sellerkit undo 12'
sellerkit undo '12'
Test-Ended $LASTEXITCODE 0

Show-Step 'A page to copy from for Douyin, which takes no file, and Shopify''s file in pounds. The raisins with that word are left out: 3.' '抖音不收文件，给一张复制页；网店是英镑标价的 Shopify 文件。写了那个词的葡萄干不在里面：以 3 结束。' 'sellerkit listings build'
sellerkit listings build
Test-Ended $LASTEXITCODE 3

Show-Step 'How will buyers see it? Pages in both languages, with every channel''s objections.' '买家会看到什么样？中英文页面，各渠道的意见也在上面。' 'sellerkit listings preview'
sellerkit listings preview
Test-Ended $LASTEXITCODE 3

Show-Step 'A copy of the store, checked, for the USB stick.' '给店铺数据做个备份并校验，放到优盘上。' 'sellerkit backup out/backup.db'
sellerkit backup out/backup.db
Test-Ended $LASTEXITCODE 0
Clear-Clock
Write-Host ''
Write-Host 'dried-fruit: all 20 commands ended as planned'
exit 0
