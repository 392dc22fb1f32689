# 措施的效果：`counterpart analyse effect`。

effect-title = { $treatment } 的效果
effect-question = 流量随 { $treatment } 变动了多少？
effect-condition-with = 有 { $treatment } 时
effect-condition-unit = { $treatment } 每增加一个单位
effect-headline-larger = { $condition }，流量比没有时高 { $percent }（95% 区间：{ $low } 至 { $high }）
effect-headline-smaller = { $condition }，流量比没有时低 { $percent }（95% 区间：{ $low } 至 { $high }）
effect-headline-unclear = { $condition }，看不出变化：估计值为 { $percent }，其 95% 区间（{ $low } 至 { $high }）包含零
effect-with-interval = { $estimate }（95% 区间：{ $low } 至 { $high }）

effect-finding-within-pairs = 每一对地区都与其自身的前后相比。某一时期使来源地或目的地整体变动的因素均已扣除。
effect-finding-across-pairs = 有措施的地区对与没有措施的地区对相比。两者之间的其他差异，只按协变量所能说明的程度扣除；使用地区对效应（--pairs directed）则是与自身相比。
effect-finding-no-leads = 没有检查流量在开始之前是否已经变动；可用 --leads 检查。
effect-finding-leads-quiet = 开始之前看不出变动（{ $n } 个提前项的联合检验：p = { $p }）。这并不证明没有变动。
effect-finding-leads-moved = 流量在开始之前就已变动（{ $n } 个提前项的联合检验：p = { $p }）。之后的变化可能是这一变动的延续，而不是措施的效果。
effect-finding-lags = 开始的当期，变化为 { $first }；{ $when }，累计为 { $last }。
effect-finding-cohorts = 按起始组和时期估计，受措施影响的流量平均变化为 { $average }。对所有地区对只用一个系数，则为 { $one }；只有当各组效果相同且不随时间增长时，后者才正确。
effect-finding-comparison = 观察期内有 { $starting } 对开始，分为 { $cohorts } 个起始组。与之比较的是 { $never } 对从未受措施影响的地区对，以及较晚开始、尚未开始的地区对。
effect-finding-excluded = 未列入起始组的：{ $always } 对从第一个时期起就有措施，看不到之前的情况；{ $ending } 对的措施已经结束。
effect-finding-no-comparison = 最终所有地区对都受措施影响，因此最后 { $n } 个时期没有可比对象，起始组的估计不含这些时期。
effect-finding-corrected = 估计大量的地区效应和地区对效应，会使估计值有偏差、标准误偏小；两者均已校正。对流量的对数而言：原估计值 { $estimate }（{ $std_error }），校正后 { $corrected }（{ $corrected_error }）。
effect-finding-not-corrected = 估计值和标准误没有就大量地区效应和地区对效应带来的偏差作校正：地区和时期过多，或可用信息过少。
effect-finding-log = 对流量的对数而言，效果为 { $estimate }，标准误为 { $std_error }。
effect-finding-domestic = 数据行中有 { $n } 个地区内部流量，因此从本地市场转为跨境的流量也计入效果。
effect-limits = 估计值说明流量与措施如何一同变动。同一时期内只涉及同一地区对、没有措施也会发生的变化，无法与措施的效果区分。

effect-table-terms = 系数（对流量的对数）
effect-table-course = 随时间累计
effect-table-cohorts = 按开始的时期
effect-table-since = 按开始后经过的时期
effect-section-numbers = 数据
effect-corrected = 校正后
effect-p-value = p 值
effect-change = 变化
effect-cohort = 开始
effect-since = 开始后时期数
effect-average = 全部
effect-pairs = { $n } 对
effect-used = { $n } 个观测值；标准误按 { $clusters } 个不分方向的地区对聚类；{ $formula }。

effect-reference = 之前
effect-reference-long = 即将开始之前
effect-before = 开始前 { $n } 期以上
effect-start = 开始时
effect-after = 开始后 { $n } 期
effect-figure-course-title = { $treatment } 开始前后流量的变化
effect-figure-course-description = 与 { $treatment } 即将开始之前相比的流量变化及 95% 区间：三角形为开始之前，圆点为开始及之后。若之前没有变动，三角形的区间包含零。
effect-figure-cohorts-title = { $treatment } 开始后各期流量的变化
effect-figure-cohorts-description = 按 { $treatment } 开始后经过的时期，受措施影响的流量相对于之前各期的平均变化（各起始组平均）及 95% 区间。
effect-figure-effect = 流量的变化
effect-figure-when = 开始后的时期
effect-figure-start = 开始

dropped-unknown-shift = 提前项或滞后项未知：在第一个时期之前或最后一个时期之后，或当时未报告
dropped-zero-flow = 流量为零，没有对数

effect-method-equation = 方程为结构引力方程：某一时期的预期流量是来源地当期效应、目的地当期效应、地区对效应和措施效果的乘积。用泊松伪最大似然法估计，包含零流量。标准误允许同一地区对在两个方向和所有时期内的一切变动彼此相关。
effect-method-time = 提前项说明受措施影响的地区对在开始之前是否已变动，滞后项说明效果如何增长。累计值有其自身的标准误。
effect-method-cohorts = 如果各地区对在不同时期开始，且效果不同或逐渐增长，单一系数就会把较晚开始的与较早开始、仍在变动的相比。因此，每个起始组在每个时期都有自己的效果，只与尚未开始或从未开始的地区对相比；平均值中每个受影响的流量计一次。
effect-method-corrected = 时期较少时，估计值有偏差，标准误偏小，两者的比例都随地区数增加而下降。两项校正都由所估计的方程推得，不需要随机抽样。
source-yotov = Y. V. Yotov, R. Piermartini, J.-A. Monteiro and M. Larch, An Advanced Guide to Trade Policy Analysis: The Structural Gravity Model, WTO and UNCTAD, 2016.
source-weidner = M. Weidner and T. Zylkin, Bias and consistency in three-way gravity models, Journal of International Economics 132, 2021.
source-wooldridge = J. M. Wooldridge, Simple approaches to nonlinear difference-in-differences with panel data, Econometrics Journal 26(3), 2023.
source-nagengast = A. J. Nagengast and Y. V. Yotov, Staggered difference-in-differences in gravity settings, American Economic Journal: Applied Economics, 2025.

# 所选联系的变动：`counterpart analyse movement`。

progress-effect = 正在估计效果
progress-movement = 正在比较前后的联系
movement-headline-more = 与同样薄弱但未被选中的联系相比，所选联系变动了 { $percent }（95% 区间：{ $low } 至 { $high }）
movement-headline-unclear = 无法判断所选联系是否比同样薄弱但未被选中的联系变动更大：差异为 { $percent }，其 95% 区间（{ $low } 至 { $high }）包含零
movement-change = { $estimate }（{ $low } 至 { $high }）
movement-chosen-at = 选择时
movement-before = 之前
movement-after = 之后
movement-own = 变化（95% 区间）
movement-matches = 对照联系的变化
movement-averages = 所选联系平均变化 { $own }，其对照联系平均变化 { $matches }。每个所选联系与双方之间 { $n } 个选择时同样薄弱、未被选中的联系对照，候选共 { $candidates } 个。
movement-windows = 选择和对照依据 { $choosing }；变动从 { $before } 到 { $after }。后两段既未用于选择，也未用于对照：因为低而被选中的联系会自行回升。
movement-ratios = 比率为实际流量与预期流量之比，各时间段分别重新估计；选择时的比率经过收缩，其余未收缩。
movement-not-compared = 因某一时间段缺少流量或没有预期流量而未作比较：{ $links }。
