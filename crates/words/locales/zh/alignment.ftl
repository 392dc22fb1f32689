# 战略对照与合作伙伴匹配。

strategies-added = 已保存{ $document }，即{ $strategy }的全文。段落数：{ $n }。
strategies-about = 段落数：{ $n }。涉及最多的内容：
strategies-overlap = 将{ $a }个段落与{ $b }个段落对照。相近度不低于{ $likeness }的共同点候选：{ $n }项。
strategies-known = 登记册中已有：{ $element }
strategies-more = 内容相同的其他段落对：{ $n }
strategies-why = { $concept }，{ $share } %：{ $a } – { $b }
strategies-page = 第{ $page }页
strategies-bare = 已确认但没有建议和项目支撑的共同点：{ $n }项（共{ $all }项）
strategies-stray = 来龙去脉中没有共同点的项目：{ $n }个（共{ $all }个）
match-found = 对方可对接的公开档案：{ $n }份
match-fit = 供需相近度：{ $fit }
match-back = 反向同样匹配：{ $profile }
match-fields = 双方共有的合作领域：{ $fields }
match-weak-link = 两地联系偏弱的概率为{ $p } %
match-projects = 该机构已实施的项目：{ $n }个
match-languages = 双方共有的语言：{ $languages }
match-twice = 可能重复登记的机构：{ $n }对
match-by-identifier = 标识码相同
match-by-name = 名称相近（{ $likeness }）
