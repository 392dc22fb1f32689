# 薄弱环节报告。
# 环节指有方向的一对地区；A方、B方为合作机制的两方。

report-kind = 薄弱环节
report-title = 薄弱环节：{ $subject }
report-simulated = 模拟数据
report-simulated-note = 本报告中的流量由计算机模拟生成，真正的薄弱环节事先已知。报告中的任何数字均不反映实际合作情况。
report-unit = 流量单位：{ $unit }。
report-made-by = 由 Counterpart { $version } 生成。

side-a = A方
side-b = B方
direction-a-to-b = A方流向B方
direction-b-to-a = B方流向A方
direction-both = A方与B方之间

headline-weak = 双方之间实际流量为{ $observed }，预期流量为{ $expected }；共有{ $n }个薄弱环节，预计其中误判不超过十分之一
headline-none = 双方之间实际流量为{ $observed }，预期流量为{ $expected }；在误判不超过十分之一的前提下，没有可以认定的薄弱环节
headline-ratios-only = 双方之间实际流量为{ $observed }，预期流量为{ $expected }；现有数据无法排除偶然因素、认定薄弱环节
headline-empty = 双方之间没有任何已报告的流量

section-asked = 数据与问题
asked-data = 数据
asked-rows = 所用行数
asked-rows-of = { $n }（共{ $all }行）
asked-sha256 = SHA-256
asked-source = 来源
asked-licence = 许可
asked-unit = 单位
asked-periods = 时期
asked-periods-range = { $first }至{ $last }（共{ $n }个时期）
asked-members = { $n }个地区
asked-pairs = 学习样本
asked-pairs-of = { $n_regions }个地区的{ $n_pairs }对组合
asked-question = 问题
asked-question-weak = 哪些环节的流量不足预期的{ $share }？
asked-equation = 方程
asked-seed = 交叉拟合
asked-seed-folds = { $folds }折，随机种子{ $seed }

section-findings = 主要发现
finding-most = 缺口最大的是{ $link }：实际流量{ $observed }，预期流量{ $expected }，为预期的{ $share }。以95%的可信度计，至少缺少{ $gap }。
finding-most-uncertain = 差额最大的是{ $link }：实际流量{ $observed }，预期流量{ $expected }，为预期的{ $share }；但尚不能排除偶然因素。
finding-most-ratios = 差额最大的是{ $link }：实际流量{ $observed }，预期流量{ $expected }，为预期的{ $share }。
finding-sure = 最可以确认的薄弱环节是{ $link }：流量为预期的{ $low }至{ $high }，属于薄弱环节的概率为{ $probability }。
finding-lowest = 比值最低的是{ $link }：流量为预期的{ $ratio }。
finding-region = 在{ $total }个薄弱环节中，有{ $n }个涉及{ $region }，多于其他任何地区。
finding-directions = A方流向B方的流量为预期的{ $a_to_b }，B方流向A方的流量为预期的{ $b_to_a }。
finding-total = 总体而言，双方之间的流量为预期的{ $share }。
limits = 数据只能说明哪些环节不足，不能说明原因：运输通道缺失、政策障碍、产业结构不相匹配，在数据中的表现是一样的。
limits-not-reported = 双方之间有{ $n }个环节没有报告数据：属于情况不明，并非零流量。

section-notes = 引用须知
note-one-period-of-counts = 数据仅含一个时期的计数。噪声按泊松分布处理；如果各组合之间的持久差异更大，则所列区间偏窄。
note-ratios-only = 数据仅含一个时期的数额，或有多个时期数据的组合过少，无法区分偶然波动与持久差异，因此只列比值，不列区间与概率。
note-in-sample = 有{ $n }个环节的预期流量来自包含该环节本身的拟合，因为去掉该环节后某一地区或某一变量将不再对应任何流量。这些环节以星号标出。
note-nothing-expected = 双方之间有{ $n }对组合未作评价：其中一方地区没有任何流出或流入，无从形成预期。
note-one-way = 数据中共有{ $total }对组合，其中{ $n }对只列出一个方向，另一方向按没有报告数据处理。如果流量本身不分方向（例如友好关系、合作论文），请加上 --undirected 重新运行。
note-domestic-left-out = 已略去{ $n }行地区内部流量。

section-links-how-much = 缺口最大的环节
section-links-how-sure = 最可以确认的薄弱环节
links-caption = 双方之间共{ $total }个环节，列出前{ $n }个
links-caption-all = 双方之间的全部{ $n }个环节
links-order-how-much = 按至少缺少的流量排序
links-order-how-sure = 按属于薄弱环节的概率排序
links-order-ratio = 按差额排序
column-rank = 序号
column-link = 环节
column-direction = 方向
column-observed = 实际流量
column-expected = 预期流量
column-ratio = 比值
column-interval = 90%区间
column-p-weak = 薄弱概率
column-gap-low = 至少缺少
column-gap = 差额
column-false-share = 累计误判
column-low = 下限
column-high = 上限
column-period = 时期
columns-explained = 比值：实际流量与预期流量之比，并按偶然因素的可能程度向平均水平收缩。90%区间：比值落入其中的概率为90%。薄弱概率：比值低于{ $threshold }的概率。至少缺少：可信度为95%。累计误判：自首行至本行，预计不属于薄弱环节的比例。
columns-explained-ratios = 比值：实际流量与预期流量之比。差额：预期流量减去实际流量。
links-files = 双方之间的全部环节见{ $files }。
links-none = 没有可列出的环节。

reason-more = 与平均组合相比，{ $more }使预期流量较高。
reason-less = 与平均组合相比，{ $less }使预期流量较低。
reason-more-and-less = 与平均组合相比，{ $more }使预期流量较高，{ $less }使预期流量较低。
reason-average = 该组合接近平均水平：没有使预期流量明显偏高或偏低的因素。
reason-part = { $name }（×{ $factor }）
term-origin = { $region }的规模
term-destination = { $region }的规模
term-periods = 有数据的时期
term-distance-short = 距离较近
term-distance-long = 距离较远
term-contiguity = 接壤
term-no-contiguity = 不接壤
term-language = 语言相通
term-no-language = 语言不同
term-border = 跨越国界
term-no-border = 不跨国界
term-agreement = 有贸易协定
term-no-agreement = 无贸易协定
term-colony = 有殖民历史联系
term-no-colony = 无殖民历史联系
term-other = { $name }
reason-course-every = { $n }个时期的流量均不足预期的{ $share }。
reason-course-since = 自{ $period }起，各时期的流量均不足预期的{ $share }。
reason-course-some = { $total }个时期中有{ $n }个时期的流量不足预期的{ $share }，最低的是{ $period }。
reason-course-once = 仅{ $period }一个时期的流量不足预期的{ $share }。
reason-course-never = 单独来看，各时期的流量均未低于预期的{ $share }。
reason-similar = 条件相近而表现更好的有：{ $pairs }。
reason-similar-none = 条件最相近的组合表现也不更好。
reason-similar-pair = { $link }（{ $ratio }）
reason-moves = 逐一去掉一个时期或一个伙伴地区{ $bins ->
    [yes] ，或将距离改为分组，
   *[no] ，
}比值在{ $low }至{ $high }之间。
reason-steady = 逐一去掉一个时期或一个伙伴地区{ $bins ->
    [yes] ，或将距离改为分组，
   *[no] ，
}比值均为{ $ratio }。
reason-depends-period = 若去掉{ $period }，比值为{ $ratio }：不足主要来自这一时期。
reason-depends-partner = 若不计伙伴地区{ $region }，比值为{ $ratio }：结论取决于这一地区。
reason-depends-bins = 若将距离改为分组，比值为{ $ratio }：结论取决于距离的衡量方式。
reason-in-sample = * 预期流量来自包含该环节本身的拟合。

section-figures = 图
figure-numbers = 本图数据
figure-numbers-first = 共{ $total }行，列出前{ $n }行；其余见{ $files }。
figure-numbers-cut = 共{ $total }行，列出前{ $n }行。
figure-flows-title = 各组合的预期流量与实际流量
figure-flows-description = 两轴均为对数刻度。双方之间共{ $n }个环节，其中{ $below }个位于“实际等于预期”线以下，{ $zero }个没有任何流量。
figure-flows-expected = 预期流量
figure-flows-observed = 实际流量
figure-flows-equal = 直线：实际流量与预期流量相等
figure-flows-background = 其他所有组合
figure-flows-filled = 实心：列入上表的环节
figure-intervals-title = 前列环节与预期的差距
figure-intervals-title-ratios = 前列环节的比值
figure-intervals-description = 按上表顺序列出{ $n }个环节的比值及其90%区间。其中{ $n_below }个环节的整个区间低于{ $threshold }。
figure-intervals-description-ratios = 按上表顺序列出{ $n }个环节的比值，不含区间。标线为阈值{ $threshold }。
figure-intervals-ratio = 实际流量与预期流量之比
figure-intervals-one = 与预期相等
figure-intervals-threshold = 薄弱：低于{ $threshold }
figure-courses-title = 前列环节的历年情况
figure-courses-description = { $first }至{ $last }的实际流量与预期流量，每个环节一幅小图：{ $links }。各小图刻度不同，均从零开始。
figure-courses-description-one = { $first }的实际流量与预期流量，每个环节一幅小图：{ $links }。各小图刻度不同，均从零开始。
figure-courses-observed = 实际流量
figure-courses-expected = 预期流量
figure-courses-missing = 折线中断处表示没有报告数据。

section-fit = 引力方程
fit-caption = 泊松伪最大似然估计结果
fit-term = 变量
fit-estimate = 估计值
fit-std-error = 标准误
fit-interval = 95%区间
fit-no-terms = 方程中没有协变量。
fit-n-obs = 观测数
fit-vcov = 标准误类型
fit-fixed-effects = 固定效应
fit-fixed-effect = { $name }（{ $n }）
fit-clusters = 聚类
fit-pseudo-r2 = 伪 R²
fit-deviance = 偏差
fit-collinear = 因共线而略去
fit-dispersion = 噪声
fit-dispersion-both = 均值为 m 时，方差 = { $phi } · m + m² / { $kappa }
fit-dispersion-phi = 均值为 m 时，方差 = { $phi } · m
fit-prior = 比值的先验分布
fit-prior-mixture = { $share } gamma({ $shape_1 }; { $rate_1 }) + { $rest } gamma({ $shape_2 }; { $rate_2 })

section-dropped = 未使用的数据行
dropped-caption = 未使用的数据行及其原因
dropped-reason = 原因
dropped-rows = 行数
dropped-none = 所有数据行均已使用。
dropped-domestic = 地区内部流量
dropped-outside-periods = 不在所选时期内
dropped-missing-flow = 流量缺失
dropped-missing-covariate = 协变量缺失或无定义（对零取对数）
dropped-separated = 被方程完全预测的零流量（分离）
dropped-singleton = 固定效应中仅此一行（单例）
dropped-duplicate = 同一组合、同一时期的重复行
dropped-negative-flow = 流量为负
dropped-not-a-number = 流量不是数字
dropped-missing-code = 起点、终点或时期缺失
dropped-in-rows = { $reason }（第{ $rows }行）
dropped-other = { $reason }
not-reported-title = 没有报告数据的环节
not-reported-more = 另有{ $n }个

section-relative = 比值的参照
relative-text = 比值为1，是指在距离及其他联系相同的条件下，与这两个地区的平均组合持平。比值是相对的：如果某一地区与某个伙伴的联系特别强，它与其他所有伙伴的联系就会显得偏弱，因为强的联系抬高了对其余联系的预期。因此，对这类地区的薄弱环节，应当与其强的联系一并解读。

section-method = 方法
method-expected = 预期流量来自结构引力方程，采用泊松伪最大似然法估计。每个起点在每个时期的效应、每个终点在每个时期的效应，体现规模以及所有其他伙伴的吸引力；距离和其他联系作为协变量进入方程。方程从数据中的全部组合学习，而不限于双方之间的组合；零流量按零计入。
method-expected-none = 预期流量来自引力方程，采用泊松伪最大似然法估计。由于计数稀少，规模与各种联系均作为协变量进入方程，不设固定效应。方程从数据中的全部组合学习，而不限于双方之间的组合；零流量按零计入。
method-cross-fit = 任何组合都不为自己作证：全部组合随机分为{ $folds }份，每一份的预期流量都来自不含该份的拟合。
method-shrinkage = 流量较小时，不足可能出于偶然。噪声根据各组合围绕自身水平的波动来估计，因此组合之间的持久差异不计作噪声。在此基础上，各组合的比值向全部组合的一般水平收缩：数据所含信息少的，收缩较多；信息多的，几乎不收缩。预期流量本身的误差也已计入。
method-shrinkage-ratios = 如果有多个时期数据的组合不足，就无法区分噪声与各组合之间的持久差异，因此按原样列出比值。
method-order = “至少缺少”是以95%的可信度可以确认的差额；“薄弱概率”是比值低于{ $threshold }的概率。自首行至某一行，1减去薄弱概率的平均值，即为截至该行预计误判的比例。
method-reasons = 作为原因列出的各项系数相乘，即得预期流量。条件相近的组合，是指在这些系数上最为接近且不含相同地区的组合。对表中各行，均逐一去掉每个时期和每个伙伴地区，并将距离改为分组，重新作了估计。
method-sources = 文献
source-santos-silva = J. M. C. Santos Silva, S. Tenreyro: The log of gravity, Review of Economics and Statistics 88(4), 2006.
source-anderson = J. E. Anderson, E. van Wincoop: Gravity with gravitas, American Economic Review 93(1), 2003.
source-head = K. Head, T. Mayer: Gravity equations: workhorse, toolkit and cookbook, Handbook of International Economics 4, 2014.
source-correia = S. Correia, P. Guimarães, T. Zylkin: Verifying the existence of maximum likelihood estimates for generalized linear models, arXiv:1903.01633, 2019.
source-dumouchel = W. DuMouchel: Bayesian data mining in large frequency tables, The American Statistician 53(3), 1999.

table-files = 文件：{ $files }
table-more = 另有{ $n }个环节，见 --top 选项或 --out 输出的文件
table-fit = 以{ $n }行数据估计：{ $terms }
table-collinear = 因可由其他变量或固定效应解释而未进入方程：{ $terms }
table-dropped = 未使用的数据行：{ $reasons }
table-dropped-part = { $reason } { $n }
table-not-reported = 没有报告数据：双方之间{ $n }个环节

progress-read = 正在读取数据
progress-model = 正在拟合引力方程
progress-cross-fit = 正在交叉拟合预期流量：{ $done }/{ $total }
progress-shrinkage = 正在估计噪声与先验分布
progress-sensitivity = 正在逐项改变条件重新拟合：{ $done }/{ $total }
