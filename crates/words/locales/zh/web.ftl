# `counterpart serve` 的页面。

web-home = 首页
web-news = 新闻资讯
web-sessions = 会议
web-recommendations = 建议
web-roadmap = 路线图
web-commitments = 承诺
web-members = 成员
web-help = 帮助
web-desk = 工作台
web-login = 登录
web-search = 搜索
web-skip = 跳到正文
web-languages = 语言
web-menu = 菜单
web-crumbs = 当前位置
web-exercise = 这是演练：地区、人员、项目和数字均为虚构。
web-share = 推荐给朋友
web-share-mail = 用您自己的邮件程序发送本页
web-share-address = 本页地址：
web-share-qr = 本页地址的二维码
web-share-about = 本站不发送任何内容，也不统计访问者。
web-data = 关于数据
web-accessibility = 无障碍
web-head = 审计链：第 { $n } 环，{ $day }
web-head-about = 最后一环的编号、哈希值和时间，服务器的公钥及其签名。保存这一行，日后即可证明此前的内容未被改动。

web-any = 不限
web-state = 状态
web-states = 状态
web-field = 合作领域
web-region = 地区
web-words = 词语
web-filter = 显示
web-found = { $n ->
    [0] 没有找到。
   *[other] 共 { $n } 条
}
web-nothing = 暂无内容。
web-pages = 分页
web-page-of = 第 { $page } 页，共 { $last } 页
web-before = 上一页
web-after = 下一页
web-all-of = 全部 { $n } 条
web-that-name = 只显示涉及以下条目的内容：
web-show-all = 显示全部
web-both-sides = 双方

web-texts = 文本
web-facts = 概览
web-thread = 后续进展
web-thread-empty = 尚无后续进展。
web-origin = 来源
web-since = 起始于
web-in-language = （{ $language }）
web-shown-in = 此文本尚无中文版，现以其他语言显示：{ $language }。
web-machine = 机器翻译，未经审校
web-behind = 此文本的另一语言版本在此之后有改动
web-versions = { $n } 个版本及其改动
web-history = 版本
web-link = 链环
web-half-given = { $side }：已确认“{ $act }”
web-half-missing = { $side }：尚未确认“{ $act }”，{ $days ->
    [0] 自今日起
   *[other] 已等待 { $days } 天
}
web-half-signed = 已用该方密钥签名
web-half-unsigned = 未签名

web-front-what = { $a }与{ $b }之间的合作机制：双方举行会议、提出建议、作出决定和承诺。本登记册说明谁承诺了什么，结果如何。
web-front-who = 参与方
web-front-promised = 承诺了什么
web-front-became = 结果如何
web-front-next = 下次会议
web-front-last = 上次会议
web-front-regions = 个{ $side }成员地区
web-front-sessions = 次会议
web-front-recommendations = 条建议
web-front-decisions = 项已作出的决定
web-front-commitments = 项承诺
web-front-projects = 个路线图项目
web-front-agreed = 条建议获全部或部分同意
web-front-unanswered = 条建议等待答复
web-front-running = 个项目正在实施
web-front-completed = 个项目已完成
web-front-dropped = 个项目已放弃
web-front-results = 项成果经对方确认
web-front-kept = 项承诺经确认已兑现

web-roadmap-about = 双方的全部项目。选择一次会议，即可查看此后新增、有进展、已完成或已放弃的项目。
web-number = 编号
web-project = 项目
web-parties = 参与方
web-fields = 领域
web-partner = 以及
web-since-session = 自该次会议以来
web-since-then = 此后变化
web-moved-new = 新增
web-moved-moved = 有进展；原为：{ $was }
web-moved-finished = 已完成；原为：{ $was }
web-moved-dropped = 已放弃；原为：{ $was }
web-moved-unchanged = 无变化

web-members-about = 双方的成员地区、代表双方的机构，以及双方共同开会的机构。
web-members-count = { $n } 个地区
web-neither-side = 不属于任何一方
web-search-about = 所有词语须出现在同一条目中，语言不限。中文词可以位于句中，俄文词可以是变格形式。

web-help-lead = 本站包含什么内容、如何阅读，以及各词的含义。
web-help-use = 如何使用本站
web-help-use-1 = 首页列出承诺和结果的数量；每个数字都可点开，查看其所计的条目。
web-help-use-2 = 建议、决定或项目的页面首先按日期说明后续进展。
web-help-use-3 = 每个页面在每种语言中都有自己的地址，可以发给他人。
web-help-both = 对双方有约束力的内容
web-help-both-1 = 对双方有约束力的事项，须双方确认同一文本方告完成。页面说明缺哪一方的确认、自何时起。沉默不构成确认。
web-help-both-2 = 任何人都不能删除。条目可以撤回、替换或更正，所有版本均可查阅。
web-help-shapes = 图形
web-help-shapes-1 = ○ 未开始；◐ 进行中；● 已达成；▬ 搁置或另行处理；✕ 未成。

web-data-1 = 本站全部内容来自合作机制的登记册。每次改动都与审计链的一环同时写入，因此事后改动可以被发现。
web-data-2 = 来源之间可能不一致：每一事实陈述均连同来源保存，其中一条可标为首选。
web-data-3 = 缺失的内容显示为缺失，绝不显示为零。日期只精确到已知的程度。
web-data-4 = 未经该语言读者审校的译文标为草稿；由程序翻译的译文亦予标明。
web-accessibility-1 = 每个页面均可用键盘操作、不依赖脚本、字号放大一倍仍可使用，并可打印。状态除颜色外还用文字和图形表示。
web-accessibility-2 = 每次修改软件时，均由程序按照 WCAG 2.2 AA 级检查页面。
web-accessibility-3 = 尚未检查：由日常使用读屏软件的人员实际阅读。遇到障碍者请告知任何一方的秘书处。

web-error-not-found = 没有此页面
web-error-not-found-advice = 地址可能有误，或该条目不对公众开放。可尝试搜索。
web-error-forbidden = 您无权执行此操作
web-error-forbidden-advice = 此操作由其他角色或对方执行。
web-error-conflict = 内容已被他人改动
web-error-conflict-advice = 请先查看当前内容，再作决定。
web-error-input = 无法完成
web-error-input-advice = 未作任何改动。
web-error-too-many = 尝试次数过多
web-error-too-many-advice = 请等待一刻钟后再试。
web-error-busy = 登记册繁忙
web-error-busy-advice = 未作任何改动。请稍后再试。
web-error-internal = 出现故障
web-error-internal-advice = 未作任何改动。服务器运行者可在日志中查到原因。

# 阅读：各类条目页面特有的文字。
web-side = 一方
web-when = 时间
web-who = 发言方
web-unknown = 未知
web-outcome = 结果
web-opinions = 双方意见
web-opinions-earlier = 此前的意见
web-no-opinion = 尚无意见。
web-outcome-submitted = { $since }提交，尚未开始审议。
web-outcome-both-missing = 自{ $since }起审议，双方均未提出意见。
web-outcome-one-missing = 一方已提出意见。自{ $since }起，等待{ $side }的意见。
web-outcome-agreed = 双方均已同意。
web-outcome-agreed-in-part = 双方均已同意，其中至少一方为部分同意。
web-outcome-noted = 已知悉，但并非双方都同意。
web-outcome-deferred = 已推迟至以后的会议：{ $side }。
web-outcome-declined = 未获同意：{ $side }。
web-outcome-withdrawn = 提出方已撤回。
web-outcome-merged = 已并入另一条建议。
web-decided = 作出的决定
web-thread-details = { $n } 项进度、指标和报告
web-and-more = 另有 { $n } 项
web-in-zone = { $when }（时区 { $zone }）
web-session-before = 前一次会议
web-session-after = 后一次会议
web-session-recommendations = 建议及其结果
web-session-totals = 共 { $n } 条建议：{ $counts }。
web-session-without-trace = 其中 { $n } 条已获同意，但尚无后续进展。
web-recommended-by = 提出地区
web-introduced = 介绍
web-recommended = 建议
web-language-state = { $language }：{ $state }
web-claimed-by = 申报方
web-other-side-says = 对方的答复
web-by = { $side }
web-value-at = { $value }（{ $date }）
web-reports-expected = 待提交：{ $dates }。
web-sources = 各来源的说法
web-sources-about = 来源不一致时，每个数值均连同来源列出，首选者予以标明。
web-tie-line = 文书与交流活动（按时间）
web-tie-empty = 未见文书或交流活动。
web-pair = 两地之间
web-pair-all = 两地之间的全部内容
web-pair-of = { $a }与{ $b }
web-pair-about = 登记册中同时涉及这两个地区的全部内容。
web-pair-nothing = 没有同时涉及两地的友好关系、项目、建议或成果。
web-partners = 伙伴地区
web-flows = 流量与薄弱环节
web-flows-none = 本登记册尚未载入流量数据和薄弱环节分析。
web-points = 要点及其落实
web-points-about = 共 { $n } 个要点；{ $nothing ->
    [0] 每一要点均有落实内容。
   *[other] 其中 { $nothing } 个在本登记册中尚无落实内容。
}
web-point = 要点
web-point-nothing = 本登记册中尚无内容
web-central = 领导人和中央政府
web-local = 地区和城市
web-side-owes = 该方已承诺而尚未了结的事项
web-file = 文件
web-download = 下载 { $name }
web-overdue = 已逾期
web-due-soon = { $days } 天内到期或已逾期
web-decisions = 决定
web-help-entries = 条目
web-states-other = 其他状态
web-timeline = 时间线
web-timeline-about = 每条横线为一个项目，由开始至结束；虚线为今天。没有日期的项目仅列于表中。
web-also = 规划、友好关系与数据
web-thread-no-more = 除决定外，尚无其他进展。
web-opinion-day = 提出日期
