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
