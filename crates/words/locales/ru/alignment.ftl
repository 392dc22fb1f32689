# Стратегии рядом друг с другом и партнёры друг для друга.

strategies-added = Сохранено: { $document }, текст { $strategy }. Отрывков: { $n }.
strategies-about = Отрывков: { $n }. О чём говорит большинство из них:
strategies-overlap = Отрывки: { $a } рядом с { $b }. Возможных общих элементов со сходством не менее { $likeness }: { $n }.
strategies-known = В реестре: { $element }
strategies-more = Ещё пар отрывков о том же: { $n }
strategies-why = { $concept }, { $share } %: { $a } – { $b }
strategies-page = с. { $page }
strategies-bare = Подтверждённых общих элементов, за которыми нет ни рекомендации, ни проекта: { $n } из { $all }
strategies-stray = Проектов, в истории которых нет общего элемента: { $n } из { $all }
match-found = Открытых анкет другой стороны, которые отвечают этой: { $n }
match-fit = Сходство предложения и запроса: { $fit }
match-back = Подходит и в обратную сторону: { $profile }
match-fields = Общие направления сотрудничества: { $fields }
match-weak-link = Связь двух регионов слаба с вероятностью { $p } %
match-projects = Состоявшихся проектов этой организации: { $n }
match-languages = Общие языки: { $languages }
match-twice = Организаций, внесённых, возможно, дважды: { $n }
match-by-identifier = по идентификатору
match-by-name = по названию ({ $likeness })
