<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>gridgov</name>
    <message>
        <source> (provisional)</source>
        <translation>（暂定）</translation>
    </message>
    <message>
        <source> (provisional: next year's holidays are not announced)</source>
        <translation>（暂定：次年节假日尚未公布）</translation>
    </message>
    <message>
        <source> (provisional: {years})</source>
        <translation>（暂定：{years} 年节假日尚未公布）</translation>
    </message>
    <message>
        <source> ({n} further stretches)</source>
        <translation>（另有 {n} 段）</translation>
    </message>
    <message>
        <source> dots an inch</source>
        <translation> 点/英寸</translation>
    </message>
    <message>
        <source> · came back</source>
        <translation> · 退回</translation>
    </message>
    <message>
        <source> · to decide</source>
        <translation> · 待审批</translation>
    </message>
    <message>
        <source> — {s} s left</source>
        <translation> — 约剩 {s} 秒</translation>
    </message>
    <message>
        <source>'{answer}' is no answer: use one of {known}.</source>
        <translation>“{answer}”不是可用的结果：请用 {known} 之一。</translation>
    </message>
    <message>
        <source>'{name}' is not known and was left out.</source>
        <translation>不认识“{name}”，已略过。</translation>
    </message>
    <message>
        <source>'{name}' is not known and was left out; did you mean {near}?</source>
        <translation>不认识“{name}”，已略过；是否想写 {near}？</translation>
    </message>
    <message>
        <source>'{step}' answers a request, and nobody has asked.</source>
        <translation>“{step}”是对申请的答复，而没有人提出申请。</translation>
    </message>
    <message>
        <source>'{step}' answers something, and nothing is owed.</source>
        <translation>“{step}”是对某项要求的答复，而现在没有待答复的要求。</translation>
    </message>
    <message>
        <source>'{step}' cannot be done while the case is: {state}.</source>
        <translation>案件处于“{state}”时不能“{step}”。</translation>
    </message>
    <message>
        <source>'{step}' is for helping units, and this case has none.</source>
        <translation>“{step}”由协办单位进行，而本案没有协办单位。</translation>
    </message>
    <message>
        <source>'{step}' is for: {roles}.</source>
        <translation>“{step}”由以下角色进行：{roles}。</translation>
    </message>
    <message>
        <source>'{step}' needs {needs}.</source>
        <translation>“{step}”需要：{needs}。</translation>
    </message>
    <message>
        <source>'{text}' is no allowance: write it like '4 work_hour'. Units: {known}.</source>
        <translation>“{text}”不是时限：请写成“4 work_hour”这样。单位：{known}。</translation>
    </message>
    <message>
        <source>'{text}' is no field and value: write it like name=陈安然.</source>
        <translation>“{text}”不是“字段=值”：请写成 name=陈安然 这样。</translation>
    </message>
    <message>
        <source>'{text}' is no person and value: write it like 12=there.</source>
        <translation>“{text}”不是“人员=值”：请写成 12=there 这样。</translation>
    </message>
    <message>
        <source>'{text}' is no place: give longitude and latitude.</source>
        <translation>“{text}”不是位置：请给出经度和纬度。</translation>
    </message>
    <message>
        <source>'{text}' is no record: write it like person:number.</source>
        <translation>“{text}”不是记录：请写成 person:编号 的形式。</translation>
    </message>
    <message>
        <source>'{text}' is no row and decision: write it like 12=take.</source>
        <translation>“{text}”不是“行号=决定”：请写成 12=take 这样。</translation>
    </message>
    <message>
        <source>'{unit}' is no unit of time. There are: {known}.</source>
        <translation>“{unit}”不是时间单位。可用的有：{known}。</translation>
    </message>
    <message>
        <source>'{value}' is longer than {n} characters: shorten it.</source>
        <translation>“{value}”超过 {n} 个字：请缩短。</translation>
    </message>
    <message>
        <source>'{value}' is no date: write it like 2026-01-31.</source>
        <translation>“{value}”不是日期：写成 2026-01-31 这样。</translation>
    </message>
    <message>
        <source>'{value}' is no number: write digits and a point.</source>
        <translation>“{value}”不是数字：写数字和小数点。</translation>
    </message>
    <message>
        <source>'{value}' is no time: write it like 2026-01-31 14:30.</source>
        <translation>“{value}”不是时间：写成 2026-01-31 14:30 这样。</translation>
    </message>
    <message>
        <source>'{value}' is no whole number: write digits only.</source>
        <translation>“{value}”不是整数：只写数字。</translation>
    </message>
    <message>
        <source>'{value}' is none of the codes of {column}: see the template's list.</source>
        <translation>“{value}”不是 {column} 的有效代码：见模板中的代码表。</translation>
    </message>
    <message>
        <source>'{value}' is none of {choices}.</source>
        <translation>“{value}”不在可选项之内：{choices}。</translation>
    </message>
    <message>
        <source>'{value}' is not in the mapping's values for {field}: add it there.</source>
        <translation>“{value}”不在列对照 {field} 的取值表中：请补充。</translation>
    </message>
    <message>
        <source>'{value}' may begin with the day or with the month: say which with --dates dmy or mdy, or as dates in the mapping.</source>
        <translation>“{value}”可能是日在前，也可能是月在前：请用 --dates dmy 或 mdy，或在列对照中用 dates 说明。</translation>
    </message>
    <message>
        <source>'{value}' was ruined by a spreadsheet: take the number from the source as text.</source>
        <translation>“{value}”已被表格软件改坏：请从原始数据以文本形式取号。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(未命名)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>--parent needs --parent-layer: which layer is above?</source>
        <translation>--parent 需要同时给出 --parent-layer：上级是哪个图层？</translation>
    </message>
    <message>
        <source>24 hours of days that are worked</source>
        <translation>按工作日整日（24 小时）</translation>
    </message>
    <message>
        <source>3° zone {zone} (CM {meridian}°)</source>
        <translation>3° 带 {zone} 带（中央子午线 {meridian}°）</translation>
    </message>
    <message>
        <source>3° zone {zone}, as given</source>
        <translation>3° 带 {zone} 带，按所写</translation>
    </message>
    <message>
        <source>3° zone {zone}, from the easting</source>
        <translation>3° 带 {zone} 带，由横坐标带号得出</translation>
    </message>
    <message>
        <source>3° zone {zone}, that of the district: the text names none</source>
        <translation>3° 带 {zone} 带，取本区所在带：文中未写带号</translation>
    </message>
    <message>
        <source>6° zone {zone}, from the easting</source>
        <translation>6° 带 {zone} 带，由横坐标带号得出</translation>
    </message>
    <message>
        <source>A case cannot be linked to itself.</source>
        <translation>案件不能与自身关联。</translation>
    </message>
    <message>
        <source>A cell has no code: every cell needs one.</source>
        <translation>有网格没有编码：每个网格都要有编码。</translation>
    </message>
    <message>
        <source>A change was begun inside another one.</source>
        <translation>在一次更改之中又开始了另一次更改。</translation>
    </message>
    <message>
        <source>A closed case is never reopened: a new one follows it and counts as a return.</source>
        <translation>已结案的不能重开：续报新案，计为返单。</translation>
    </message>
    <message>
        <source>A day is for cells and summaries: leave it out for {what}.</source>
        <translation>日期只用于网格和按网格汇总：导出 {what} 时请不要给出。</translation>
    </message>
    <message>
        <source>A geometry in the file is no GeoPackage geometry: write the file again with its program.</source>
        <translation>文件中有一个图形不是 GeoPackage 图形：请用原程序重新导出。</translation>
    </message>
    <message>
        <source>A geometry in the file is no polygon: cells must be polygons.</source>
        <translation>文件中有一个图形不是多边形：网格必须是多边形。</translation>
    </message>
    <message>
        <source>A key that comes again</source>
        <translation>重复的编号</translation>
    </message>
    <message>
        <source>A list from another department</source>
        <translation>部门名单比对</translation>
    </message>
    <message>
        <source>A member of staff needs a name.</source>
        <translation>工作人员要有姓名。</translation>
    </message>
    <message>
        <source>A phrase needs a text.</source>
        <translation>常用语不能为空。</translation>
    </message>
    <message>
        <source>A record cannot be merged with itself.</source>
        <translation>记录不能与自己合并。</translation>
    </message>
    <message>
        <source>A round is walked after a day or more, and a point counts as passed within 1 to 500 m.</source>
        <translation>巡查间隔至少一天；距点位 1 至 500 米内算经过。</translation>
    </message>
    <message>
        <source>A round needs a name and a point at least.</source>
        <translation>巡查路线需要名称和至少一个点位。</translation>
    </message>
    <message>
        <source>A ruling needs a reason.</source>
        <translation>裁定要写明理由。</translation>
    </message>
    <message>
        <source>A service needs a code and a name.</source>
        <translation>服务事项需要代码和名称。</translation>
    </message>
    <message>
        <source>A shift is handed over to somebody else.</source>
        <translation>交班要交给另一个人。</translation>
    </message>
    <message>
        <source>A topic rises when {days} days bring {least} opinions or more, and {times} times as many as before.</source>
        <translation>话题上升的标准：{days} 天内达到 {least} 条及以上，且达到此前均值的 {times} 倍。</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>视图要有名称。</translation>
    </message>
    <message>
        <source>A word</source>
        <translation>留言</translation>
    </message>
    <message>
        <source>A working day is</source>
        <translation>工作日的含义</translation>
    </message>
    <message>
        <source>A working day is counted in 'hours' or in 'days', not in '{value}'.</source>
        <translation>工作日按“hours”（工时）或“days”（整日）计算，不能是“{value}”。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>About gridgov</source>
        <translation>关于 gridgov</translation>
    </message>
    <message>
        <source>Accept as a new version</source>
        <translation>接受为新版本</translation>
    </message>
    <message>
        <source>Accepting the changed cells</source>
        <translation>正在接受改动的网格</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a file …</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add an address …</source>
        <translation>添加地址…</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Address, cell code, or longitude, latitude</source>
        <translation>地址、网格编码，或“经度， 纬度”</translation>
    </message>
    <message>
        <source>After</source>
        <translation>变更后</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>All of them, or a condition</source>
        <translation>全部，或写条件</translation>
    </message>
    <message>
        <source>All of them, or a condition such as  sex = '2'</source>
        <translation>全部，或写条件，如 sex = '2'</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All shortcuts</source>
        <translation>全部快捷键</translation>
    </message>
    <message>
        <source>All that are not the same</source>
        <translation>全部非相同行</translation>
    </message>
    <message>
        <source>Allowed: {amount}</source>
        <translation>时限：{amount}</translation>
    </message>
    <message>
        <source>An area of {n} corners was drawn.</source>
        <translation>已画出 {n} 个拐点的范围。</translation>
    </message>
    <message>
        <source>An extent is west, south, east, north in degrees, such as 116.40,39.90,116.44,39.93.</source>
        <translation>范围依次为西、南、东、北的度数，例如 116.40,39.90,116.44,39.93。</translation>
    </message>
    <message>
        <source>An opinion that was heard; no name is needed</source>
        <translation>听到的意见，不必写姓名</translation>
    </message>
    <message>
        <source>And what lies within</source>
        <translation>范围半径</translation>
    </message>
    <message>
        <source>Another reference system</source>
        <translation>其他坐标系</translation>
    </message>
    <message>
        <source>Another system</source>
        <translation>其他坐标系</translation>
    </message>
    <message>
        <source>Answer owed</source>
        <translation>待回复</translation>
    </message>
    <message>
        <source>Answer what this class asks: {questions}.</source>
        <translation>请回答该类别的附加问题：{questions}。</translation>
    </message>
    <message>
        <source>Answers owed</source>
        <translation>督办待复</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Area before, m²</source>
        <translation>原面积（平方米）</translation>
    </message>
    <message>
        <source>Area now, m²</source>
        <translation>现面积（平方米）</translation>
    </message>
    <message>
        <source>Area: {area} m²</source>
        <translation>面积：{area} 平方米</translation>
    </message>
    <message>
        <source>Around cell {code}</source>
        <translation>网格 {code} 周围</translation>
    </message>
    <message>
        <source>As on the map</source>
        <translation>随地图</translation>
    </message>
    <message>
        <source>Ask for it: open a case</source>
        <translation>申请：开立案件</translation>
    </message>
    <message>
        <source>Ask for one thing at a time: --mend, --undo, --leave, --again, --mends or --left.</source>
        <translation>一次只能要求一件事：--mend、--undo、--leave、--again、--mends 或 --left。</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>启动时</translation>
    </message>
    <message>
        <source>Away until</source>
        <translation>外出至</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Base map shifted from {name}</source>
        <translation>底图已由 {name} 纠偏</translation>
    </message>
    <message>
        <source>Base maps</source>
        <translation>底图</translation>
    </message>
    <message>
        <source>Base maps from tile services on the network</source>
        <translation>使用网络瓦片服务的底图</translation>
    </message>
    <message>
        <source>Batch {batch} is older than {n} days and cannot be taken back as a whole: withdraw its records.</source>
        <translation>第 {batch} 批已超过 {n} 天，不能整批撤回：请逐条撤回其记录。</translation>
    </message>
    <message>
        <source>Batch {batch} kept no row aside.</source>
        <translation>批次 {batch} 没有留下待改的行。</translation>
    </message>
    <message>
        <source>Batch {batch} was taken back before.</source>
        <translation>第 {batch} 批此前已撤回。</translation>
    </message>
    <message>
        <source>Batch {batch} was taken back.</source>
        <translation>第 {batch} 批导入已撤回。</translation>
    </message>
    <message>
        <source>Becomes layer</source>
        <translation>导入到图层</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>变更前</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Before, on average</source>
        <translation>此前平均</translation>
    </message>
    <message>
        <source>Belongs to cell</source>
        <translation>归属网格</translation>
    </message>
    <message>
        <source>Blue: the file. The district is empty yet, so nothing can be compared.</source>
        <translation>蓝色：该文件。本区尚无图形，无从比较。</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>书签</translation>
    </message>
    <message>
        <source>Bring the mended rows in</source>
        <translation>导入改好的行</translation>
    </message>
    <message>
        <source>Bringing the rows in</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>浏览……</translation>
    </message>
    <message>
        <source>Building the demo district</source>
        <translation>正在生成演示区</translation>
    </message>
    <message>
        <source>Building the search index</source>
        <translation>正在建立搜索索引</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>By the rule {rule}</source>
        <translation>按规则 {rule}</translation>
    </message>
    <message>
        <source>CGCS2000, 3° zone</source>
        <translation>CGCS2000，3° 带</translation>
    </message>
    <message>
        <source>CGCS2000, 3° zone of {meridian}° E</source>
        <translation>CGCS2000 3 度带，中央经线东经 {meridian}°</translation>
    </message>
    <message>
        <source>CGCS2000, 3° zone {zone} with its number</source>
        <translation>CGCS2000 3 度带第 {zone} 带（含带号）</translation>
    </message>
    <message>
        <source>CGCS2000, 6° zone of {meridian}° E</source>
        <translation>CGCS2000 6 度带，中央经线东经 {meridian}°</translation>
    </message>
    <message>
        <source>CGCS2000, 6° zone {zone} with its number</source>
        <translation>CGCS2000 6 度带第 {zone} 带（含带号）</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Can be mended</source>
        <translation>可修复</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有改动任何数据。</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>关爱类别</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>案卷号</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>案件 {number}</translation>
    </message>
    <message>
        <source>Case {number} was opened from {n} opinions.</source>
        <translation>已由 {n} 条意见开立案件 {number}。</translation>
    </message>
    <message>
        <source>Case {number} was reported.</source>
        <translation>案件 {number} 已上报。</translation>
    </message>
    <message>
        <source>Case: undo your last act</source>
        <translation>案件：撤销最后一步</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Cell codes</source>
        <translation>网格编码</translation>
    </message>
    <message>
        <source>Cell or row</source>
        <translation>网格或行</translation>
    </message>
    <message>
        <source>Cell sheet {code}</source>
        <translation>网格一页纸 {code}</translation>
    </message>
    <message>
        <source>Cell {code}</source>
        <translation>网格 {code}</translation>
    </message>
    <message>
        <source>Cell {code} has no shape: draw it or leave it out.</source>
        <translation>网格 {code} 没有图形：请补画或去掉。</translation>
    </message>
    <message>
        <source>Cell {new} belongs to another cell above: {detail}.</source>
        <translation>网格 {new} 改属上级网格：{detail}。</translation>
    </message>
    <message>
        <source>Cell {new} has another name: {detail}.</source>
        <translation>网格 {new} 改名：{detail}。</translation>
    </message>
    <message>
        <source>Cell {new} has another shape: {area} m² changed.</source>
        <translation>网格 {new} 边界有变：{area} 平方米。</translation>
    </message>
    <message>
        <source>Cell {new} is new ({area} m²).</source>
        <translation>新增网格 {new}（{area} 平方米）。</translation>
    </message>
    <message>
        <source>Cell {old} has the code {new} now.</source>
        <translation>网格 {old} 的编码改为 {new}。</translation>
    </message>
    <message>
        <source>Cell {old} is not in the file any more ({area} m²).</source>
        <translation>文件中不再有网格 {old}（{area} 平方米）。</translation>
    </message>
    <message>
        <source>Cell {old} was split into {new} ({area} m²).</source>
        <translation>网格 {old} 拆分为 {new}（{area} 平方米）。</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>网格数</translation>
    </message>
    <message>
        <source>Cells (polygons)</source>
        <translation>网格（多边形）</translation>
    </message>
    <message>
        <source>Cells and summaries: the cells as they were on this day (YYYY-MM-DD).</source>
        <translation>网格和按网格汇总：采用这一天的网格（YYYY-MM-DD）。</translation>
    </message>
    <message>
        <source>Cells at fault</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Cells of mend {number} were changed since: it cannot be taken back as a whole.</source>
        <translation>第 {number} 次修复的网格后来又有改动，不能整体撤回。</translation>
    </message>
    <message>
        <source>Cells of {layer} have no code: give them one in the program that drew them.</source>
        <translation>{layer} 中有网格没有编码：请在绘制它们的程序里补上编码。</translation>
    </message>
    <message>
        <source>Cells that are gone</source>
        <translation>不再存在的网格</translation>
    </message>
    <message>
        <source>Cells {a} and {b} have the same shape: leave one out.</source>
        <translation>网格 {a} 与 {b} 形状相同：请去掉一个。</translation>
    </message>
    <message>
        <source>Cells {a} and {b} overlap by {area} m²: move one boundary onto the other.</source>
        <translation>网格 {a} 与 {b} 重叠 {area} 平方米：请把边界对齐。</translation>
    </message>
    <message>
        <source>Cells {old} were merged into {new} ({area} m²).</source>
        <translation>网格 {old} 合并为 {new}（{area} 平方米）。</translation>
    </message>
    <message>
        <source>Change a field of all of them …</source>
        <translation>批量修改某一字段…</translation>
    </message>
    <message>
        <source>Change it if need be and press Enter.</source>
        <translation>如不对请改正，然后按回车。</translation>
    </message>
    <message>
        <source>Change them</source>
        <translation>全部修改</translation>
    </message>
    <message>
        <source>Change {n} rows</source>
        <translation>修改 {n} 行</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Change: {what}</source>
        <translation>修改：{what}</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Changed. Ctrl+Z takes it back.</source>
        <translation>已修改，Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>Changing records</source>
        <translation>正在修改记录</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Checking shapes</source>
        <translation>正在检查图形</translation>
    </message>
    <message>
        <source>Checking the ledgers</source>
        <translation>正在检查台账</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>可选项</translation>
    </message>
    <message>
        <source>Choose a case on the left to see where it stands.</source>
        <translation>在左侧选择案件，查看办理情况。</translation>
    </message>
    <message>
        <source>Choose a class from the list: '{text}' is none.</source>
        <translation>请从列表中选择类别：“{text}”不是类别。</translation>
    </message>
    <message>
        <source>Choose a figure: the people it counts are listed below.</source>
        <translation>点选一个数字，下面列出其中的人员。</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a file, or drop one on the window</source>
        <translation>选择文件，或把文件拖到窗口上</translation>
    </message>
    <message>
        <source>Choose a service in the table first.</source>
        <translation>请先在表中选择一项服务。</translation>
    </message>
    <message>
        <source>Choose an answer to see where the file would lie.</source>
        <translation>选择一项，即可看到文件将落在何处。</translation>
    </message>
    <message>
        <source>Choose first what is to be ruled on.</source>
        <translation>请先选择要裁定的记录。</translation>
    </message>
    <message>
        <source>Choose photos …</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>Choose somebody on the left to see who lives there.</source>
        <translation>在左侧选择一人，查看这户住着谁。</translation>
    </message>
    <message>
        <source>Choose the form that was sent to you. Its look and its formulas stay as they are.</source>
        <translation>请选择收到的表格。表格的样式和公式都保持原样。</translation>
    </message>
    <message>
        <source>Choose the list …</source>
        <translation>选择名单…</translation>
    </message>
    <message>
        <source>Choose the list; nothing is written until you take it over.</source>
        <translation>请选择名单；并入之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Choose what the file's values mean; a row whose value means nothing waits with its reason.</source>
        <translation>请选择文件中各个值的含义；没有含义的行暂存并注明原因。</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class codes</source>
        <translation>类别编码</translation>
    </message>
    <message>
        <source>Class method</source>
        <translation>分级方法</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Clear: {what}</source>
        <translation>清除：{what}</translation>
    </message>
    <message>
        <source>Click a cell on the map, or search for one with Ctrl+K.</source>
        <translation>在地图上单击网格，或按 Ctrl+K 搜索。</translation>
    </message>
    <message>
        <source>Click the corners of the area (Space: the middle); Enter or a double click closes it, Esc leaves it.</source>
        <translation>点击范围的各个拐点（空格键取地图中心）；回车或双击完成，Esc 取消。</translation>
    </message>
    <message>
        <source>Click the place on the map (Alt+M)</source>
        <translation>在地图上点选位置（Alt+M）</translation>
    </message>
    <message>
        <source>Click the place on the map, or press Esc to leave it.</source>
        <translation>请在地图上点选位置，按 Esc 取消。</translation>
    </message>
    <message>
        <source>Clocks go by</source>
        <translation>计时日历</translation>
    </message>
    <message>
        <source>Clocks that start from now on go by this; running ones keep theirs.</source>
        <translation>此后开始的计时按此执行；正在计时的不变。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close a popup</source>
        <translation>关闭弹出窗口</translation>
    </message>
    <message>
        <source>Close the file</source>
        <translation>关闭文件</translation>
    </message>
    <message>
        <source>Closed at</source>
        <translation>结案时间</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Column in the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns and fields</source>
        <translation>列对照</translation>
    </message>
    <message>
        <source>Columns of the file and our fields</source>
        <translation>文件的列与本系统字段</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Comparing the homes</source>
        <translation>正在比对户籍与住处</translation>
    </message>
    <message>
        <source>Comparing the list</source>
        <translation>正在比对名单</translation>
    </message>
    <message>
        <source>Comparing with the cells that are there</source>
        <translation>正在与已有网格比较</translation>
    </message>
    <message>
        <source>Computing provisional deadlines anew</source>
        <translation>正在重新计算暂定期限</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Control points</source>
        <translation>控制点</translation>
    </message>
    <message>
        <source>Control points need two at least, better three: name, x, y, X, Y.</source>
        <translation>控制点至少要两个，最好三个：名称、x、y、X、Y。</translation>
    </message>
    <message>
        <source>Coordinate</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Coordinate, cell or address: 117.2, 39.1 · 39°06′N 117°12′E · 40带 …</source>
        <translation>坐标、网格或地址：117.2, 39.1 · 北纬39°06′ 东经117°12′ · 40带……</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Copy the coordinate</source>
        <translation>复制坐标</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>复制 {what}</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Counting services</source>
        <translation>正在统计服务事项</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Dates such as 05/06/2026</source>
        <translation>05/06/2026 这类日期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Days off</source>
        <translation>放假</translation>
    </message>
    <message>
        <source>Decide one by one …</source>
        <translation>逐条决定 …</translation>
    </message>
    <message>
        <source>Decimal number</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Delete the log</source>
        <translation>删除日志</translation>
    </message>
    <message>
        <source>Demo district</source>
        <translation>演示区</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>有差异</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>District file</source>
        <translation>区域文件</translation>
    </message>
    <message>
        <source>District: {name}</source>
        <translation>区域：{name}</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>图形体检</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Does not want it</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已结</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Draw the area on the map …</source>
        <translation>在地图上画出范围……</translation>
    </message>
    <message>
        <source>Drawing blocks</source>
        <translation>正在绘制街区</translation>
    </message>
    <message>
        <source>Drop MBTiles, a GeoTIFF, a PNG or JPEG with a world file, or any map file here. The first lies on top.</source>
        <translation>可将 MBTiles、GeoTIFF、带坐标文件的 PNG 或 JPEG，或任何地图文件拖到这里。列在最前的在最上层。</translation>
    </message>
    <message>
        <source>Drop photos here, or paste one with Ctrl+V.</source>
        <translation>把照片拖到这里，或用 Ctrl+V 粘贴。</translation>
    </message>
    <message>
        <source>Drop photos here.</source>
        <translation>把照片拖到这里。</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Due now: {at}</source>
        <translation>现截止：{at}</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>应走访日</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>将超期</translation>
    </message>
    <message>
        <source>Duplicate of</source>
        <translation>重复于</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复案件</translation>
    </message>
    <message>
        <source>EPSG:{number} is not known: look the number up again.</source>
        <translation>没有 EPSG:{number} 这个坐标系：请核对编号。</translation>
    </message>
    <message>
        <source>Each class has a pattern beside its colour.</source>
        <translation>每一级除颜色外另有花纹。</translation>
    </message>
    <message>
        <source>East and north are the wrong way round</source>
        <translation>东、北坐标颠倒了</translation>
    </message>
    <message>
        <source>East and north were swapped.</source>
        <translation>已对调东、北坐标。</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Ended {at}</source>
        <translation>已于 {at} 结束</translation>
    </message>
    <message>
        <source>Ends today</source>
        <translation>今天终止</translation>
    </message>
    <message>
        <source>Enter this year</source>
        <translation>录入该年</translation>
    </message>
    <message>
        <source>Enter who is new</source>
        <translation>录入新增</translation>
    </message>
    <message>
        <source>Entered as version {version}; {n} deadlines changed.</source>
        <translation>已作为第 {version} 版录入；{n} 个期限随之改变。</translation>
    </message>
    <message>
        <source>Entering cases</source>
        <translation>正在录入案件</translation>
    </message>
    <message>
        <source>Entering components, organizations and opinions</source>
        <translation>正在录入部件、组织与民情</translation>
    </message>
    <message>
        <source>Entering homes and people</source>
        <translation>正在录入房屋与人口</translation>
    </message>
    <message>
        <source>Equal steps</source>
        <translation>等间距</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>Every (days)</source>
        <translation>间隔（天）</translation>
    </message>
    <message>
        <source>Every (days), passed within</source>
        <translation>间隔（天），算经过的距离</translation>
    </message>
    <message>
        <source>Every change</source>
        <translation>变更记录</translation>
    </message>
    <message>
        <source>Every record lies in one of the cells of {day}.</source>
        <translation>所有记录都落在 {day} 的某一个网格内。</translation>
    </message>
    <message>
        <source>Every record with a place lies in exactly one cell of every layer.</source>
        <translation>每条有位置的记录都恰好落在各图层的一个网格内。</translation>
    </message>
    <message>
        <source>Every stretch that counted, every one that did not, and their sum.</source>
        <translation>计入的每一段、不计入的每一段，以及合计。</translation>
    </message>
    <message>
        <source>Every unit goes by the district's calendar.</source>
        <translation>所有单位都使用本区日历。</translation>
    </message>
    <message>
        <source>Everybody is registered where they live.</source>
        <translation>没有人户分离的人员。</translation>
    </message>
    <message>
        <source>Everybody who may have it has it.</source>
        <translation>符合条件的人都已享有。</translation>
    </message>
    <message>
        <source>Examining the layer</source>
        <translation>正在体检图层</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>导出……</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Exporting …</source>
        <translation>正在导出……</translation>
    </message>
    <message>
        <source>Extended by {amount} ({who})</source>
        <translation>延期 {amount}（{who}）</translation>
    </message>
    <message>
        <source>Feet were turned into metres ({n} m each).</source>
        <translation>已将英尺换算为米（每英尺 {n} 米）。</translation>
    </message>
    <message>
        <source>Fetching tiles</source>
        <translation>正在下载瓦片</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Field of the code</source>
        <translation>编码字段</translation>
    </message>
    <message>
        <source>Field of the name</source>
        <translation>名称字段</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files with data</source>
        <translation>数据文件</translation>
    </message>
    <message>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <source>Fill a form</source>
        <translation>一张表（填写表格）</translation>
    </message>
    <message>
        <source>Fill and save as …</source>
        <translation>填写并另存为…</translation>
    </message>
    <message>
        <source>Filled before</source>
        <translation>上次填写的表</translation>
    </message>
    <message>
        <source>Filled from</source>
        <translation>取自</translation>
    </message>
    <message>
        <source>Filling the form</source>
        <translation>正在填写表格</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter this list</source>
        <translation>筛选本列表</translation>
    </message>
    <message>
        <source>Filter: text, or a condition such as  number = '…'</source>
        <translation>筛选：输入文字，或条件，如 number = '…'</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Finding the cell of each record</source>
        <translation>正在确定每条记录所在的网格</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Findings of the layer</source>
        <translation>图层的问题</translation>
    </message>
    <message>
        <source>First due: {at}</source>
        <translation>原截止：{at}</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>文件的前几行</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>前几个值</translation>
    </message>
    <message>
        <source>Followed by</source>
        <translation>续报案件</translation>
    </message>
    <message>
        <source>Follows</source>
        <translation>续报自</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Forget a bookmark</source>
        <translation>删除书签</translation>
    </message>
    <message>
        <source>Forget a phrase</source>
        <translation>删除常用语</translation>
    </message>
    <message>
        <source>Forget a view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Form (.xlsx)</source>
        <translation>表格（.xlsx）</translation>
    </message>
    <message>
        <source>Form (.xlsx, .docx)</source>
        <translation>表样（.xlsx、.docx）</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Four numbers: dx, dy in m, rotation in seconds, scale in ppm. Or seven: dx, dy, dz in m, rx, ry, rz in seconds, scale in ppm.</source>
        <translation>四参数：dx、dy（米）、旋转（秒）、尺度（ppm）；或七参数：dx、dy、dz（米）、rx、ry、rz（秒）、尺度（ppm）。</translation>
    </message>
    <message>
        <source>Four or seven parameters</source>
        <translation>四参数或七参数</translation>
    </message>
    <message>
        <source>Four parameters were applied: {numbers}.</source>
        <translation>已按四参数转换：{numbers}。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>From hour</source>
        <translation>起始（时）</translation>
    </message>
    <message>
        <source>From opinions</source>
        <translation>来自民情</translation>
    </message>
    <message>
        <source>From the catalogue</source>
        <translation>来自事项目录</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>GCJ-02</source>
        <translation>GCJ-02</translation>
    </message>
    <message>
        <source>GCJ-02 (shifted) {place}</source>
        <translation>GCJ-02（偏移坐标）{place}</translation>
    </message>
    <message>
        <source>GCJ-02 (shifted, as on Chinese web maps)</source>
        <translation>GCJ-02（偏移坐标，国内网络地图所用）</translation>
    </message>
    <message>
        <source>GCJ-02, shifted</source>
        <translation>GCJ-02（偏移）</translation>
    </message>
    <message>
        <source>GeoJSON</source>
        <translation>GeoJSON</translation>
    </message>
    <message>
        <source>GeoJSON, one feature a line</source>
        <translation>GeoJSON（每行一个要素）</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>Give at least {n} places, each as longitude and latitude.</source>
        <translation>请至少给出 {n} 个位置，每个写经度和纬度。</translation>
    </message>
    <message>
        <source>Give the points by --points or by --register.</source>
        <translation>请用 --points 或 --register 给出点位。</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Go to …</source>
        <translation>定位……</translation>
    </message>
    <message>
        <source>Grey: what is there. Blue: the file; its middle lies {far} from that of the district.</source>
        <translation>灰色：已有图形。蓝色：该文件；其中心距本区中心 {far}。</translation>
    </message>
    <message>
        <source>Grid staff</source>
        <translation>网格人员</translation>
    </message>
    <message>
        <source>Grid-based urban governance: one district, one file. Apache License 2.0.</source>
        <translation>城市网格化管理：一个区，一个文件。Apache 许可证 2.0。</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Had</source>
        <translation>曾享有</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交班</translation>
    </message>
    <message>
        <source>Hand the shift over, or take one</source>
        <translation>交班或接班</translation>
    </message>
    <message>
        <source>Hand-over of the shift</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Handed to</source>
        <translation>接班人</translation>
    </message>
    <message>
        <source>Has</source>
        <translation>已享有</translation>
    </message>
    <message>
        <source>Has it</source>
        <translation>已享有</translation>
    </message>
    <message>
        <source>Has it no longer</source>
        <translation>不再享有</translation>
    </message>
    <message>
        <source>Hazards</source>
        <translation>隐患</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>栏目</translation>
    </message>
    <message>
        <source>Heading of the form</source>
        <translation>表格栏目</translation>
    </message>
    <message>
        <source>Heard at</source>
        <translation>听取时间</translation>
    </message>
    <message>
        <source>Held now</source>
        <translation>现有</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on the page or dialog in front</source>
        <translation>当前页面或对话框的帮助</translation>
    </message>
    <message>
        <source>Help on this page</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Helping units still owe a reply: {units}.</source>
        <translation>协办单位尚未回复：{units}。</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Higher</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>History</source>
        <translation>变更记录</translation>
    </message>
    <message>
        <source>History of {title}</source>
        <translation>{title} 的变更记录</translation>
    </message>
    <message>
        <source>Holiday</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home 键</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>家庭户</translation>
    </message>
    <message>
        <source>How</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>精确程度</translation>
    </message>
    <message>
        <source>I take it</source>
        <translation>我来接班</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a file …</source>
        <translation>导入文件……</translation>
    </message>
    <message>
        <source>Import cells …</source>
        <translation>导入网格……</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>导入……</translation>
    </message>
    <message>
        <source>Import, export</source>
        <translation>导入、导出</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>In all: {sum}</source>
        <translation>合计：{sum}</translation>
    </message>
    <message>
        <source>In no cell of this district</source>
        <translation>不在本区任何网格内</translation>
    </message>
    <message>
        <source>In no cell or in several</source>
        <translation>未归格</translation>
    </message>
    <message>
        <source>In no single cell of {day} (outside, in several, or without a place): {counts}.</source>
        <translation>未落在 {day} 任何单一网格内（在外、同时在几个网格内，或没有位置）：{counts}。</translation>
    </message>
    <message>
        <source>In these cells: {what}</source>
        <translation>这些网格内：{what}</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>It is back: follow up</source>
        <translation>问题重现：续报</translation>
    </message>
    <message>
        <source>It is right (R)</source>
        <translation>无误（R）</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>就是这一条</translation>
    </message>
    <message>
        <source>It says something of a person: it is masked and stays out of exports</source>
        <translation>涉及个人信息：显示时遮盖，默认不导出</translation>
    </message>
    <message>
        <source>It says where the program's own faults arose; never a name, a number or an address.</source>
        <translation>只记录程序自身的错误出在哪里；从不写入姓名、号码或地址。</translation>
    </message>
    <message>
        <source>It was a mistake</source>
        <translation>登记有误，撤回</translation>
    </message>
    <message>
        <source>It was placed by its address; how sure: {sure}.</source>
        <translation>已按地址落位，精确程度：{sure}。</translation>
    </message>
    <message>
        <source>It was put right already</source>
        <translation>已经纠偏</translation>
    </message>
    <message>
        <source>Its duplicate</source>
        <translation>重复案件</translation>
    </message>
    <message>
        <source>Its part</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Its sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Keep a track …</source>
        <translation>登记轨迹…</translation>
    </message>
    <message>
        <source>Keep this list and filter …</source>
        <translation>保存当前列表和筛选…</translation>
    </message>
    <message>
        <source>Keep this mapping …</source>
        <translation>保存列对照……</translation>
    </message>
    <message>
        <source>Keep this view …</source>
        <translation>保存此视图……</translation>
    </message>
    <message>
        <source>Keep what is written as a phrase</source>
        <translation>把已写文字存为常用语</translation>
    </message>
    <message>
        <source>Kept as fields of your own: {columns}.</source>
        <translation>已作为自定义字段保留：{columns}。</translation>
    </message>
    <message>
        <source>Kept aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>保留时间</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Keys for the selected rows: T take, F fill, S leave, N enter as new.</source>
        <translation>选中行的按键：T 以名单为准，F 只补空缺，S 不动，N 作为新增。</translation>
    </message>
    <message>
        <source>Keys for the selected rows: T take, F fill, S leave, N enter as new; Enter shows one field by field.</source>
        <translation>选中行的按键：T 采用，F 补空，S 不动，N 新增；回车逐字段核对。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Labels are one of {known}.</source>
        <translation>标注只能是 {known} 之一。</translation>
    </message>
    <message>
        <source>Labels from</source>
        <translation>标注字段</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>横向</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Larger, smaller text</source>
        <translation>放大、缩小文字</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>终止日期</translation>
    </message>
    <message>
        <source>Last done</source>
        <translation>最近办理</translation>
    </message>
    <message>
        <source>Last visited</source>
        <translation>上次走访</translation>
    </message>
    <message>
        <source>Last walked</source>
        <translation>上次走完</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layer above</source>
        <translation>上级图层</translation>
    </message>
    <message>
        <source>Layer or sheet</source>
        <translation>图层或工作表</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>界面布局</translation>
    </message>
    <message>
        <source>Leave it and remember …</source>
        <translation>保留并记住 …</translation>
    </message>
    <message>
        <source>Leave what differs</source>
        <translation>有差异的不动</translation>
    </message>
    <message>
        <source>Leave without saving what you typed?</source>
        <translation>有内容尚未保存，确定离开？</translation>
    </message>
    <message>
        <source>Left and remembered: {sentence}</source>
        <translation>已保留并记住：{sentence}</translation>
    </message>
    <message>
        <source>Left by {by}: {why}</source>
        <translation>{by} 已保留：{why}</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Legend: {title}</source>
        <translation>图例：{title}</translation>
    </message>
    <message>
        <source>Letters, pinyin initials, or a code</source>
        <translation>文字、拼音首字母或编码</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Likely doubles</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>Likely reference systems</source>
        <translation>可能的坐标系</translation>
    </message>
    <message>
        <source>Limit changed to {amount} ({who})</source>
        <translation>时限改为 {amount}（{who}）</translation>
    </message>
    <message>
        <source>Limits between the classes</source>
        <translation>分级界限</translation>
    </message>
    <message>
        <source>Limits between the classes: numbers with commas between them.</source>
        <translation>各级之间的界限：数字，用逗号分隔。</translation>
    </message>
    <message>
        <source>Line {line} of the audit trail was altered, or a line of history that it covers.</source>
        <translation>审计记录第 {line} 行，或它所涵盖的历史记录，被改动过。</translation>
    </message>
    <message>
        <source>Lines and areas</source>
        <translation>线和面</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>List: copy rows</source>
        <translation>列表：复制行</translation>
    </message>
    <message>
        <source>List: enter, change, withdraw a record</source>
        <translation>列表：新建、修改、撤回记录</translation>
    </message>
    <message>
        <source>List: open the record</source>
        <translation>列表：打开记录</translation>
    </message>
    <message>
        <source>List: show on the map</source>
        <translation>列表：在地图上显示</translation>
    </message>
    <message>
        <source>List: sort by the column in front, upward or downward</source>
        <translation>列表：按当前列升序、降序</translation>
    </message>
    <message>
        <source>List: take a change back, make it again</source>
        <translation>列表：撤销修改、恢复修改</translation>
    </message>
    <message>
        <source>List: to the filter</source>
        <translation>列表：到筛选框</translation>
    </message>
    <message>
        <source>Lists are not compared with {register}.</source>
        <translation>名单不能与 {register} 比对。</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Live here, registered elsewhere</source>
        <translation>居住在此、户籍在外</translation>
    </message>
    <message>
        <source>Lives in</source>
        <translation>居住网格</translation>
    </message>
    <message>
        <source>Load a catalogue …</source>
        <translation>载入事项目录…</translation>
    </message>
    <message>
        <source>Load a list …</source>
        <translation>载入清单…</translation>
    </message>
    <message>
        <source>Local parameters (Beijing 1954, Xi'an 1980, a city's own system)</source>
        <translation>地方参数（北京54、西安80、城市独立坐标系）</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Longitude, latitude</source>
        <translation>经度， 纬度</translation>
    </message>
    <message>
        <source>Look at it again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Looking for doubles</source>
        <translation>正在查找重复</translation>
    </message>
    <message>
        <source>Looking for faults</source>
        <translation>正在查找问题</translation>
    </message>
    <message>
        <source>Looking into the file</source>
        <translation>正在查看文件</translation>
    </message>
    <message>
        <source>Looking into the file …</source>
        <translation>正在查看文件 …</translation>
    </message>
    <message>
        <source>Looks</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Made by version {version} of the file format</source>
        <translation>文件格式版本：{version}</translation>
    </message>
    <message>
        <source>Made with gridgov on {when}</source>
        <translation>gridgov 制图，{when}</translation>
    </message>
    <message>
        <source>Make the ruling</source>
        <translation>作出裁定</translation>
    </message>
    <message>
        <source>Making the map</source>
        <translation>正在制图</translation>
    </message>
    <message>
        <source>Making the sheet</source>
        <translation>生成网格一页纸</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Map on paper</source>
        <translation>打印地图</translation>
    </message>
    <message>
        <source>Map: copy the coordinate or what was measured</source>
        <translation>地图：复制坐标或量算结果</translation>
    </message>
    <message>
        <source>Map: first, last cell</source>
        <translation>地图：第一个、最后一个网格</translation>
    </message>
    <message>
        <source>Map: go to a place, bookmarks</source>
        <translation>地图：定位、书签</translation>
    </message>
    <message>
        <source>Map: measure a distance, an area</source>
        <translation>地图：量距离、量面积</translation>
    </message>
    <message>
        <source>Map: move</source>
        <translation>地图：移动</translation>
    </message>
    <message>
        <source>Map: neighbouring cell, or move</source>
        <translation>地图：相邻网格，或移动</translation>
    </message>
    <message>
        <source>Map: select with rectangle, lasso, radius; pick</source>
        <translation>地图：矩形、套索、半径选择；点选</translation>
    </message>
    <message>
        <source>Map: the cell to the selection or out of it, every cell</source>
        <translation>地图：网格加入或移出所选、全选</translation>
    </message>
    <message>
        <source>Map: the rows of what is selected, below it</source>
        <translation>地图：在下方列出所选范围的记录</translation>
    </message>
    <message>
        <source>Map: the view before, the next</source>
        <translation>地图：上一视图、下一视图</translation>
    </message>
    <message>
        <source>Map: what can be done at a place</source>
        <translation>地图：在某处可做的事</translation>
    </message>
    <message>
        <source>Map: zoom, whole district</source>
        <translation>地图：缩放、全区</translation>
    </message>
    <message>
        <source>Map: zoom, whole district, what is selected</source>
        <translation>地图：缩放、全区、所选</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>列对照</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Matter catalogue</source>
        <translation>事项目录</translation>
    </message>
    <message>
        <source>May be chosen</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>May be closed when: {condition}</source>
        <translation>结案条件：{condition}</translation>
    </message>
    <message>
        <source>May follow:</source>
        <translation>可以进行：</translation>
    </message>
    <message>
        <source>May have</source>
        <translation>可享未享</translation>
    </message>
    <message>
        <source>May have and does not</source>
        <translation>可享未享</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>量距离</translation>
    </message>
    <message>
        <source>Measure an area</source>
        <translation>量面积</translation>
    </message>
    <message>
        <source>Measure from here</source>
        <translation>从这里量起</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>量算结果</translation>
    </message>
    <message>
        <source>Mend all that can be</source>
        <translation>修复全部可修的</translation>
    </message>
    <message>
        <source>Mend rows that were kept aside</source>
        <translation>修改留下的行</translation>
    </message>
    <message>
        <source>Mend the chosen</source>
        <translation>修复所选</translation>
    </message>
    <message>
        <source>Mend them here …</source>
        <translation>在此修改…</translation>
    </message>
    <message>
        <source>Mend {number} was taken back before.</source>
        <translation>第 {number} 次修复此前已撤回。</translation>
    </message>
    <message>
        <source>Mend {n} was taken back: {codes}.</source>
        <translation>第 {n} 次修复已撤回：{codes}。</translation>
    </message>
    <message>
        <source>Merge into the older one</source>
        <translation>并入较早的案件</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未到点位</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of a new round</source>
        <translation>新路线名称</translation>
    </message>
    <message>
        <source>Name the unit whose calendar this is to be.</source>
        <translation>请写明该日历属于哪个单位。</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>自然断点</translation>
    </message>
    <message>
        <source>Needs: {needs}</source>
        <translation>需要：{needs}</translation>
    </message>
    <message>
        <source>Neither a coordinate nor a cell nor an address of the ledger.</source>
        <translation>既不是坐标，也不是网格，台账里也没有这个地址。</translation>
    </message>
    <message>
        <source>Never fired: {rules}.</source>
        <translation>从未命中：{rules}。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>New case here</source>
        <translation>在此新建案件</translation>
    </message>
    <message>
        <source>New case: choose the place on the map</source>
        <translation>新案件：在地图上选点</translation>
    </message>
    <message>
        <source>New case: phrases</source>
        <translation>新案件：常用语</translation>
    </message>
    <message>
        <source>New case: report, and keep class and street</source>
        <translation>新建案件：上报并保留类别和地址</translation>
    </message>
    <message>
        <source>New district …</source>
        <translation>新建……</translation>
    </message>
    <message>
        <source>New round from points …</source>
        <translation>由点位新建路线…</translation>
    </message>
    <message>
        <source>New round from records</source>
        <translation>由记录新建路线</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>New: {what}</source>
        <translation>新建：{what}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Next on</source>
        <translation>下次</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个区域</translation>
    </message>
    <message>
        <source>Next patrol due</source>
        <translation>下次应巡日</translation>
    </message>
    <message>
        <source>Next, previous pane</source>
        <translation>下一个、上一个区域</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>No bookmark was kept yet.</source>
        <translation>还没有书签。</translation>
    </message>
    <message>
        <source>No case seems to have been reported twice.</source>
        <translation>没有疑似重复上报的案件。</translation>
    </message>
    <message>
        <source>No cell covers a place of {area} m² between its neighbours: extend one of them.</source>
        <translation>有 {area} 平方米没有被任何网格覆盖：请扩展相邻网格。</translation>
    </message>
    <message>
        <source>No cell is selected.</source>
        <translation>没有选中网格。</translation>
    </message>
    <message>
        <source>No clock has run in this case.</source>
        <translation>本案没有计时。</translation>
    </message>
    <message>
        <source>No clock runs.</source>
        <translation>当前不计时。</translation>
    </message>
    <message>
        <source>No column of the form is matched to a field: choose at least one.</source>
        <translation>表格没有任何栏目对应到字段：请至少选择一栏。</translation>
    </message>
    <message>
        <source>No column of {file} is known in this register: give a mapping, or take the template.</source>
        <translation>{file} 的列都不属于这个台账：请给出列对照，或使用模板。</translation>
    </message>
    <message>
        <source>No doubles were found.</source>
        <translation>没有发现重复。</translation>
    </message>
    <message>
        <source>No fault was found.</source>
        <translation>没有发现错误。</translation>
    </message>
    <message>
        <source>No finding was left.</source>
        <translation>没有保留的问题。</translation>
    </message>
    <message>
        <source>No finding {key} was left.</source>
        <translation>没有保留过问题 {key}。</translation>
    </message>
    <message>
        <source>No font with Chinese characters is installed: add the supplemental fonts for simplified Chinese.</source>
        <translation>没有安装中文字体：请在“可选功能”里添加简体中文补充字体。</translation>
    </message>
    <message>
        <source>No font with Chinese characters is installed: install fonts-noto-cjk or another one.</source>
        <translation>没有安装中文字体：请安装 fonts-noto-cjk 或其他中文字体。</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>No help has all of these words.</source>
        <translation>没有同时包含这些词的帮助。</translation>
    </message>
    <message>
        <source>No holiday was found in the notice. Its lines look like 一、元旦：1月1日至3日放假，共3天。</source>
        <translation>通知中没有找到节假日。各行应类似：一、元旦：1月1日至3日放假，共3天。</translation>
    </message>
    <message>
        <source>No labels</source>
        <translation>无标注</translation>
    </message>
    <message>
        <source>No layer has a cell {code}.</source>
        <translation>没有哪个图层有网格 {code}。</translation>
    </message>
    <message>
        <source>No layer of cells yet: gridgov import cells SOURCE --into {file} --layer unit_cell</source>
        <translation>还没有网格图层：gridgov import cells 来源文件 --into {file} --layer unit_cell</translation>
    </message>
    <message>
        <source>No mapped column of this file holds codes.</source>
        <translation>该文件已对照的列中没有代码字段。</translation>
    </message>
    <message>
        <source>No personal value is in cells or summaries.</source>
        <translation>网格与汇总中不含个人信息。</translation>
    </message>
    <message>
        <source>No record matches.</source>
        <translation>没有符合条件的记录。</translation>
    </message>
    <message>
        <source>No record within {n} m</source>
        <translation>{n} 米内没有记录</translation>
    </message>
    <message>
        <source>No row was changed yet.</source>
        <translation>还没有改任何一行。</translation>
    </message>
    <message>
        <source>No rule of last resort: put one at the end that names who owns what no rule sends.</source>
        <translation>没有兜底规则：请在末尾添加一条，写明没有规则可循的案件归谁。</translation>
    </message>
    <message>
        <source>No shift was handed over yet.</source>
        <translation>还没有交接班记录。</translation>
    </message>
    <message>
        <source>No theme</source>
        <translation>无专题</translation>
    </message>
    <message>
        <source>No topic rises.</source>
        <translation>没有上升的话题。</translation>
    </message>
    <message>
        <source>No view was kept yet.</source>
        <translation>还没有保存过视图。</translation>
    </message>
    <message>
        <source>No year was found in the notice. Paste it with its title, which names the year.</source>
        <translation>通知中没有找到年份。请连同写有年份的标题一起粘贴。</translation>
    </message>
    <message>
        <source>Nobody is at work in this file.</source>
        <translation>这个文件里没有在岗人员。</translation>
    </message>
    <message>
        <source>Nobody is listed.</source>
        <translation>还没有人员。</translation>
    </message>
    <message>
        <source>Nobody is to be visited here. Care is entered in the ledger of people.</source>
        <translation>这里没有需要走访的人。关爱类别在人员台账中登记。</translation>
    </message>
    <message>
        <source>Nobody is to be visited.</source>
        <translation>没有需要走访的人。</translation>
    </message>
    <message>
        <source>Nobody lives here.</source>
        <translation>此户没有成员。</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>None of these can be mended without moving a neighbour.</source>
        <translation>这些问题都不能在不动相邻网格的情况下修复。</translation>
    </message>
    <message>
        <source>None of these rows was kept aside.</source>
        <translation>这些行都没有被留下。</translation>
    </message>
    <message>
        <source>Not kept here, by rule: {columns}.</source>
        <translation>按规定不保留的列：{columns}。</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一件</translation>
    </message>
    <message>
        <source>Not watched</source>
        <translation>未关注</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note as done</source>
        <translation>记为已办</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>Nothing has been brought in yet.</source>
        <translation>还没有导入过数据。</translation>
    </message>
    <message>
        <source>Nothing is on record.</source>
        <translation>没有记录。</translation>
    </message>
    <message>
        <source>Nothing looks wrong.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>没有符合筛选条件的记录。</translation>
    </message>
    <message>
        <source>Nothing to draw yet.</source>
        <translation>暂无可绘内容。</translation>
    </message>
    <message>
        <source>Nothing to report.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Nothing to report: the file is whole.</source>
        <translation>没有发现问题，文件完好。</translation>
    </message>
    <message>
        <source>Nothing waits for you here.</source>
        <translation>这里没有等待您处理的案件。</translation>
    </message>
    <message>
        <source>Nothing waits for you here. Report a case with Ctrl+Shift+N.</source>
        <translation>没有等待您处理的案件。按 Ctrl+Shift+N 上报案件。</translation>
    </message>
    <message>
        <source>Nothing was done yet.</source>
        <translation>尚未办理。</translation>
    </message>
    <message>
        <source>Nothing was found for this.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Nothing was heard on it any more.</source>
        <translation>没有再听到此类意见。</translation>
    </message>
    <message>
        <source>Nothing was mended yet.</source>
        <translation>还没有修复过。</translation>
    </message>
    <message>
        <source>Nothing was merged here yet.</source>
        <translation>在这里还没有合并过记录。</translation>
    </message>
    <message>
        <source>Nothing was taken over: mend the file and try again.</source>
        <translation>没有采用任何设置：请改正文件后再试。</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Notices: {n}</source>
        <translation>提醒 {n}</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>近期</translation>
    </message>
    <message>
        <source>Now: {state}</source>
        <translation>当前：{state}</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Number in another system, if it has one</source>
        <translation>外部系统的编号（如有）</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>级数</translation>
    </message>
    <message>
        <source>Number of the other case</source>
        <translation>另一案件的案卷号</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Of {cases} cases of the last {days} days, {changed} would go to another unit and {n} have no owner.</source>
        <translation>近 {days} 天的 {cases} 件案件中，{changed} 件将改派其他单位，{n} 件无人负责。</translation>
    </message>
    <message>
        <source>On my shortlist or not (S)</source>
        <translation>加入或移出关注（S）</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>地图选点</translation>
    </message>
    <message>
        <source>On {day} the layer had {n} cells.</source>
        <translation>{day} 该图层有 {n} 个网格。</translation>
    </message>
    <message>
        <source>One district, one file. Open one, make a new one, or look at the demo district.</source>
        <translation>一个区，一个文件。打开已有的，新建一个，或看看演示区。</translation>
    </message>
    <message>
        <source>One: keep 1</source>
        <translation>同一：保留 1</translation>
    </message>
    <message>
        <source>One: keep 2</source>
        <translation>同一：保留 2</translation>
    </message>
    <message>
        <source>Only a closed case is followed by a new one; this one is still under way.</source>
        <translation>只有已结案的案件才能续报新案；本案仍在办理。</translation>
    </message>
    <message>
        <source>Only fill what is empty</source>
        <translation>只补空缺</translation>
    </message>
    <message>
        <source>Only in cell</source>
        <translation>只要此网格</translation>
    </message>
    <message>
        <source>Only rows where</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Only what lies in the cells that are selected on the map</source>
        <translation>只列地图上所选网格内的</translation>
    </message>
    <message>
        <source>Only {percent} % of cell {code} lies in its parent {parent}: check the boundary or the parent.</source>
        <translation>网格 {code} 只有 {percent}% 在上级 {parent} 内：请核对边界或上级。</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Open a case from it</source>
        <translation>由此开立案件</translation>
    </message>
    <message>
        <source>Open a file …</source>
        <translation>打开文件……</translation>
    </message>
    <message>
        <source>Open and mend (Enter)</source>
        <translation>打开修正（回车）</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>在办案件</translation>
    </message>
    <message>
        <source>Open now</source>
        <translation>当前在办</translation>
    </message>
    <message>
        <source>Open or make a district file first; then drop the data on it.</source>
        <translation>请先打开或新建区域文件，再把数据拖进来。</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder of the log</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Open their rows</source>
        <translation>打开明细</translation>
    </message>
    <message>
        <source>Open what is due</source>
        <translation>开立到期事项</translation>
    </message>
    <message>
        <source>Open, new</source>
        <translation>打开、新建</translation>
    </message>
    <message>
        <source>Opened before</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Opens</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Opinions that rise</source>
        <translation>上升的社情民意</translation>
    </message>
    <message>
        <source>Our field</source>
        <translation>对应字段</translation>
    </message>
    <message>
        <source>Our field for {column}</source>
        <translation>列 {column} 的对应字段</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Outside number</source>
        <translation>外部编号</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Own limits</source>
        <translation>自定分级</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Pages of the rail</source>
        <translation>左侧页面</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Parameters lead into a system: say which with --to EPSG:N.</source>
        <translation>参数转换需要目标坐标系：请用 --to EPSG:N 说明。</translation>
    </message>
    <message>
        <source>Parent found by</source>
        <translation>上级的确定方式</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>属于</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>已到点位</translation>
    </message>
    <message>
        <source>Paste the text of the annual notice of holidays here.</source>
        <translation>在此粘贴年度节假日安排通知的文本。</translation>
    </message>
    <message>
        <source>Patrols</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>花纹</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Perhaps reported twice</source>
        <translation>疑似重复上报</translation>
    </message>
    <message>
        <source>Perhaps the same as</source>
        <translation>疑似重复于</translation>
    </message>
    <message>
        <source>Personal</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Personal columns stay out unless you tick them. Who exported what is recorded.</source>
        <translation>个人信息列默认不导出，需要时请勾选；谁导出了什么都会留痕。</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Photos and documents</source>
        <translation>照片和文件</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>常用语</translation>
    </message>
    <message>
        <source>Pick and drag</source>
        <translation>点选与拖动</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Placed by its address: {title}; how sure: {sure}</source>
        <translation>按地址落位：{title}；精确程度：{sure}</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Points from these records</source>
        <translation>点位取自这些记录</translation>
    </message>
    <message>
        <source>Points of {what} show where people live: say that this is wanted (--personal).</source>
        <translation>{what} 的位置会显示谁住在哪里：如确需要，请说明（--personal）。</translation>
    </message>
    <message>
        <source>Points that show where people live stay out unless you tick them. What leaves is recorded.</source>
        <translation>显示谁住在哪里的点，除非勾选，否则不上图。导出和打印都有记录。</translation>
    </message>
    <message>
        <source>Points to pass</source>
        <translation>点位数</translation>
    </message>
    <message>
        <source>Preview of the sheet</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个区域</translation>
    </message>
    <message>
        <source>Print or save the map</source>
        <translation>打印或保存地图</translation>
    </message>
    <message>
        <source>Print the cell sheet</source>
        <translation>打印网格一页纸</translation>
    </message>
    <message>
        <source>Print this cell …</source>
        <translation>打印网格一页纸……</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>打印……</translation>
    </message>
    <message>
        <source>Provided by</source>
        <translation>提供单位</translation>
    </message>
    <message>
        <source>Provisional: the holidays of {years} are not announced.</source>
        <translation>暂定：{years} 年节假日尚未公布。</translation>
    </message>
    <message>
        <source>Put back as it was</source>
        <translation>恢复原样</translation>
    </message>
    <message>
        <source>Putting the layer back</source>
        <translation>正在恢复图层</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Radius in metres</source>
        <translation>半径（米）</translation>
    </message>
    <message>
        <source>Read as {encoding} ({how}). The first names: {words}</source>
        <translation>按 {encoding} 读取（{how}）。前几个名称：{words}</translation>
    </message>
    <message>
        <source>Reading rows</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Reading the coordinates</source>
        <translation>正在读取坐标</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Reading the shapes</source>
        <translation>正在读取图形</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取……</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近打开的文件</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>台账记录</translation>
    </message>
    <message>
        <source>Records beside it</source>
        <translation>附近的记录</translation>
    </message>
    <message>
        <source>Records of a register</source>
        <translation>台账记录</translation>
    </message>
    <message>
        <source>Records of {register} are not entered by hand.</source>
        <translation>{register} 的记录不能在这里录入。</translation>
    </message>
    <message>
        <source>Records of {register} are not merged.</source>
        <translation>{register} 的记录不能合并。</translation>
    </message>
    <message>
        <source>Records of {register} are not placed by their address.</source>
        <translation>{register} 的记录不按地址落位。</translation>
    </message>
    <message>
        <source>Records that move</source>
        <translation>改归其他网格的记录</translation>
    </message>
    <message>
        <source>Records within {n} m</source>
        <translation>{n} 米内的记录</translation>
    </message>
    <message>
        <source>Red: cell {code} as it is. Blue: as it would be, {area} m² different. Its neighbours stay.</source>
        <translation>红色：网格 {code} 现状。蓝色：修复后，相差 {area} 平方米。相邻网格不动。</translation>
    </message>
    <message>
        <source>Red: the place. To mend it a neighbour would have to move: that is for a person.</source>
        <translation>红色：位置。修复会牵动相邻网格，须由人处理。</translation>
    </message>
    <message>
        <source>Reference system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Registered elsewhere</source>
        <translation>人户分离</translation>
    </message>
    <message>
        <source>Registered here, live elsewhere</source>
        <translation>户籍在此、居住在外</translation>
    </message>
    <message>
        <source>Registered in</source>
        <translation>户籍所在网格</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>Report a case</source>
        <translation>上报案件</translation>
    </message>
    <message>
        <source>Report a case here …</source>
        <translation>在此上报案件…</translation>
    </message>
    <message>
        <source>Reported on</source>
        <translation>统计口径</translation>
    </message>
    <message>
        <source>Reporting the case</source>
        <translation>正在上报案件</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>巡查路线</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row {row} has no code in {field}: fill it in.</source>
        <translation>第 {row} 行的 {field} 没有编码：请填写。</translation>
    </message>
    <message>
        <source>Row {row} has no shape: draw it and bring it in again.</source>
        <translation>第 {row} 行没有图形：补画后再导入。</translation>
    </message>
    <message>
        <source>Row {row} is no polygon: cells must be polygons.</source>
        <translation>第 {row} 行不是多边形：网格必须是多边形。</translation>
    </message>
    <message>
        <source>Row {row} of {table} points at a row of {parent} that is gone.</source>
        <translation>{table} 的第 {row} 行指向 {parent} 中已不存在的行。</translation>
    </message>
    <message>
        <source>Row {row} repeats the code {code}: the first was taken; give this one its own.</source>
        <translation>第 {row} 行重复编码 {code}：已取第一个，请另给编码。</translation>
    </message>
    <message>
        <source>Row {row}, {column}: {reason}</source>
        <translation>第 {row} 行，{column}：{reason}</translation>
    </message>
    <message>
        <source>Row {row}: {title}</source>
        <translation>第 {row} 行：{title}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Rows below the map</source>
        <translation>地图下方的列表</translation>
    </message>
    <message>
        <source>Rows kept aside</source>
        <translation>留下的行</translation>
    </message>
    <message>
        <source>Rows of what is selected</source>
        <translation>所选范围的记录</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule {n} needs a name and a unit.</source>
        <translation>第 {n} 条规则缺少名称或单位。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Ruling {n} was withdrawn.</source>
        <translation>已撤回认定 {n}。</translation>
    </message>
    <message>
        <source>Ruling {n}: {settled} places have a cell now.</source>
        <translation>第 {n} 号裁定：{settled} 处已归格。</translation>
    </message>
    <message>
        <source>Rulings</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>存为 PDF……</translation>
    </message>
    <message>
        <source>Save the picture …</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Save the visit</source>
        <translation>保存走访</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save, and the next one</source>
        <translation>保存并继续录入</translation>
    </message>
    <message>
        <source>Say which records: give --where or --cell.</source>
        <translation>请说明是哪些记录：给出 --where 或 --cell。</translation>
    </message>
    <message>
        <source>Say why it is left: whoever looks next wants to know.</source>
        <translation>请写明保留的原因：下一个查看的人需要知道。</translation>
    </message>
    <message>
        <source>Say why you need to see this: the reason goes on record.</source>
        <translation>请写明查看原因，原因会记录在案。</translation>
    </message>
    <message>
        <source>Scale 1:{scale}</source>
        <translation>比例尺 1:{scale}</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search cells, people, homes, cases …  Ctrl+K</source>
        <translation>搜索网格、人员、房屋、案件……  Ctrl+K</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>在帮助中搜索</translation>
    </message>
    <message>
        <source>Seen today</source>
        <translation>今天已核实</translation>
    </message>
    <message>
        <source>Seen today (S)</source>
        <translation>今日已核实（S）</translation>
    </message>
    <message>
        <source>Select a cell first: click it on the map or search for its code.</source>
        <translation>请先选择网格：在地图上单击，或搜索编码。</translation>
    </message>
    <message>
        <source>Select with a lasso</source>
        <translation>套索选择</translation>
    </message>
    <message>
        <source>Select with a rectangle</source>
        <translation>矩形选择</translation>
    </message>
    <message>
        <source>Select within a radius</source>
        <translation>半径选择</translation>
    </message>
    <message>
        <source>Send rows kept aside back …</source>
        <translation>退回留下的行…</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务事项</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务事项</translation>
    </message>
    <message>
        <source>Services …</source>
        <translation>服务事项…</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Settings lie in</source>
        <translation>设置存放在</translation>
    </message>
    <message>
        <source>Seven parameters need the system of the file: say which with --crs EPSG:N.</source>
        <translation>七参数转换需要文件的坐标系：请用 --crs EPSG:N 说明。</translation>
    </message>
    <message>
        <source>Seven parameters were applied: {numbers}.</source>
        <translation>已按七参数转换：{numbers}。</translation>
    </message>
    <message>
        <source>Several are joined by commas</source>
        <translation>多个以逗号分隔</translation>
    </message>
    <message>
        <source>Several fit</source>
        <translation>多条符合</translation>
    </message>
    <message>
        <source>Several joined by semicolons; empty for any text</source>
        <translation>多个选项用分号隔开；留空则可填任意内容</translation>
    </message>
    <message>
        <source>Several layers have a cell {code}: name one of {layers}.</source>
        <translation>有几个图层都有网格 {code}，请指明其中一个：{layers}。</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Shift ({n})</source>
        <translation>交接班（{n}）</translation>
    </message>
    <message>
        <source>Shift it to fit</source>
        <translation>纠偏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Show what was left too</source>
        <translation>也显示已保留的</translation>
    </message>
    <message>
        <source>Show {field}</source>
        <translation>显示{field}</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对照</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Somebody acted on this case since you looked at it ({step}). Look at it again; what you typed is kept.</source>
        <translation>您打开之后已有人办理本案（{step}）。请重新查看；您输入的内容已保留。</translation>
    </message>
    <message>
        <source>Somebody else changed this record last: only they can take that back.</source>
        <translation>最近一次修改是别人做的：只能由本人撤销。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source: district file {file}</source>
        <translation>资料来源：区域文件 {file}</translation>
    </message>
    <message>
        <source>Staff: {names}</source>
        <translation>网格人员：{names}</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤数</translation>
    </message>
    <message>
        <source>Suggested by the rule {rule}</source>
        <translation>按规则 {rule} 推荐</translation>
    </message>
    <message>
        <source>Sum of what counted: {sum} of {allowed}</source>
        <translation>计入合计：{sum} / {allowed}</translation>
    </message>
    <message>
        <source>Sum: {amount}</source>
        <translation>合计：{amount}</translation>
    </message>
    <message>
        <source>Summaries per cell</source>
        <translation>按网格汇总</translation>
    </message>
    <message>
        <source>System</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Take the last mend back</source>
        <translation>撤回上次修复</translation>
    </message>
    <message>
        <source>Take the list over</source>
        <translation>并入名单</translation>
    </message>
    <message>
        <source>Take the mark away</source>
        <translation>去掉标记</translation>
    </message>
    <message>
        <source>Take the merge back</source>
        <translation>撤销合并</translation>
    </message>
    <message>
        <source>Take the whole batch back? Its records leave every list; history keeps them.</source>
        <translation>撤回整批？这些记录将从所有列表中移出，历史中仍保留。</translation>
    </message>
    <message>
        <source>Take this batch back …</source>
        <translation>撤回这一批……</translation>
    </message>
    <message>
        <source>Take what is ticked</source>
        <translation>采用勾选的字段</translation>
    </message>
    <message>
        <source>Take your last act back, while nobody has acted since (Ctrl+Z).</source>
        <translation>撤销您的最后一步（尚无他人办理时可用，Ctrl+Z）。</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已接班</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>撤回于</translation>
    </message>
    <message>
        <source>Takes step {n} back</source>
        <translation>撤销第 {n} 步</translation>
    </message>
    <message>
        <source>Taking it back</source>
        <translation>正在撤回</translation>
    </message>
    <message>
        <source>Taking the batch back</source>
        <translation>正在撤回</translation>
    </message>
    <message>
        <source>Taking the list over</source>
        <translation>正在并入名单</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Text encoding</source>
        <translation>文字编码</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>That is far off: look whether this can be right.</source>
        <translation>距离很远：请确认是否正确。</translation>
    </message>
    <message>
        <source>The absence ends before it begins: {since} – {until}.</source>
        <translation>缺勤结束早于开始：{since} – {until}。</translation>
    </message>
    <message>
        <source>The area needs at least three corners.</source>
        <translation>范围至少要有三个角点。</translation>
    </message>
    <message>
        <source>The audit trail is empty.</source>
        <translation>审计记录为空。</translation>
    </message>
    <message>
        <source>The audit trail is whole.</source>
        <translation>审计记录完整，未被改动。</translation>
    </message>
    <message>
        <source>The batch was taken back.</source>
        <translation>这一批已撤回。</translation>
    </message>
    <message>
        <source>The calendar would have a fault: {reason}</source>
        <translation>日历将出现错误：{reason}</translation>
    </message>
    <message>
        <source>The calendar {calendar} has no working time left to count.</source>
        <translation>日历 {calendar} 没有可计的工作时间。</translation>
    </message>
    <message>
        <source>The capture time and place cannot be taken off {file}: turn it into a JPEG first.</source>
        <translation>无法去除 {file} 中的拍摄时间和地点：请先转成 JPEG。</translation>
    </message>
    <message>
        <source>The case is not closed yet.</source>
        <translation>案件尚未结案。</translation>
    </message>
    <message>
        <source>The catalogue has no such matter.</source>
        <translation>目录中没有这样的事项。</translation>
    </message>
    <message>
        <source>The cell {code} is not in the layer any more: examine it again.</source>
        <translation>图层中已没有网格 {code}：请重新体检。</translation>
    </message>
    <message>
        <source>The cell {code} was changed meanwhile: examine the layer again.</source>
        <translation>网格 {code} 其间已有改动：请重新体检。</translation>
    </message>
    <message>
        <source>The cell {code} was not there on {day}.</source>
        <translation>{day} 时还没有（或已没有）网格 {code}。</translation>
    </message>
    <message>
        <source>The cells lie {n} m from those of the same codes, all in one direction: the file is likely on another datum. Ask the sender which one.</source>
        <translation>这些网格与库中同编码网格整体相差 {n} 米，方向一致：文件可能采用了另一基准。请向提供方问明。</translation>
    </message>
    <message>
        <source>The cells lie {n} m from those of the same codes, as {crs} does: if so, bring the file in again with --crs {crs}.</source>
        <translation>这些网格与库中同编码网格整体相差 {n} 米，符合 {crs} 的偏移：若是如此，请选择坐标系 {crs} 重新导入。</translation>
    </message>
    <message>
        <source>The cells themselves</source>
        <translation>网格本身</translation>
    </message>
    <message>
        <source>The check character of the citizen number is wrong.</source>
        <translation>公民身份号码的校验码不对。</translation>
    </message>
    <message>
        <source>The check character of the credit code is wrong.</source>
        <translation>统一社会信用代码的校验码不对。</translation>
    </message>
    <message>
        <source>The check character of the organization code is wrong.</source>
        <translation>组织机构代码的校验码不对。</translation>
    </message>
    <message>
        <source>The citizen number holds a character that does not belong there.</source>
        <translation>公民身份号码中有不应出现的字符。</translation>
    </message>
    <message>
        <source>The citizen number is an old one of 15 digits.</source>
        <translation>公民身份号码是旧的 15 位号码。</translation>
    </message>
    <message>
        <source>The citizen number is wrong; it was kept and marked.</source>
        <translation>公民身份号码有误，已保留并标记。</translation>
    </message>
    <message>
        <source>The citizen number must have 18 characters.</source>
        <translation>公民身份号码应为 18 位。</translation>
    </message>
    <message>
        <source>The clock stands still.</source>
        <translation>计时已暂停。</translation>
    </message>
    <message>
        <source>The code was taken from the field {field}.</source>
        <translation>编码取自字段 {field}。</translation>
    </message>
    <message>
        <source>The code {code} comes twice: every cell needs a code of its own.</source>
        <translation>编码 {code} 出现了两次：每个网格的编码不能重复。</translation>
    </message>
    <message>
        <source>The code {code} is not built like the others ({usual}): check it.</source>
        <translation>编码 {code} 与其他编码（{usual}）的构成不同：请核对。</translation>
    </message>
    <message>
        <source>The code {code} is there twice.</source>
        <translation>代码 {code} 出现了两次。</translation>
    </message>
    <message>
        <source>The code {code} stands on more than one cell: give each its own.</source>
        <translation>编码 {code} 出现在多个网格上：请各用各的编码。</translation>
    </message>
    <message>
        <source>The condition cannot be understood at position {at} ({found}): write it like state = 'handling' and due_at &lt; '2026-12-01'.</source>
        <translation>条件在第 {at} 个字符处（{found}）看不懂：请写成 state = 'handling' and due_at &lt; '2026-12-01' 这样。</translation>
    </message>
    <message>
        <source>The condition is too long: {most} comparisons are the most.</source>
        <translation>条件太长：最多可写 {most} 个比较。</translation>
    </message>
    <message>
        <source>The control points lie in one place: take points far from each other.</source>
        <translation>控制点都在一处：请选相距较远的点。</translation>
    </message>
    <message>
        <source>The coordinates were taken as {crs} and turned into WGS 84.</source>
        <translation>坐标按 {crs} 理解，并已转换为 WGS 84。</translation>
    </message>
    <message>
        <source>The coordinates were turned from {old} into {new}.</source>
        <translation>坐标已由 {old} 转换为 {new}。</translation>
    </message>
    <message>
        <source>The credit code holds a character that does not belong there.</source>
        <translation>统一社会信用代码中有不应出现的字符。</translation>
    </message>
    <message>
        <source>The credit code is wrong; it was kept and marked.</source>
        <translation>统一社会信用代码有误；已保留并标记。</translation>
    </message>
    <message>
        <source>The credit code must have 18 characters.</source>
        <translation>统一社会信用代码应为 18 位。</translation>
    </message>
    <message>
        <source>The database itself is damaged: {reason}</source>
        <translation>数据库本身已损坏：{reason}</translation>
    </message>
    <message>
        <source>The database refused what gridgov asked of it: {reason}</source>
        <translation>数据库拒绝了程序的请求：{reason}</translation>
    </message>
    <message>
        <source>The date of birth in the citizen number does not exist.</source>
        <translation>公民身份号码中的出生日期不存在。</translation>
    </message>
    <message>
        <source>The day of the cells</source>
        <translation>网格的日期</translation>
    </message>
    <message>
        <source>The deadline is provisional: next year's holidays are not announced.</source>
        <translation>期限暂定：次年节假日尚未公布。</translation>
    </message>
    <message>
        <source>The demo district is in {file}.</source>
        <translation>演示区已生成：{file}</translation>
    </message>
    <message>
        <source>The diagnostics are on the clipboard: versions, system and sizes, nobody's data.</source>
        <translation>诊断信息已复制：版本、系统和大小，不含任何人的信息。</translation>
    </message>
    <message>
        <source>The document is no GeoJSON object.</source>
        <translation>文件内容不是 GeoJSON 对象。</translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation>导出失败，没有写出任何文件。</translation>
    </message>
    <message>
        <source>The field {name} is out of use; its values stay and come back with it.</source>
        <translation>字段“{name}”已停用；已填的值保留，重新启用后恢复。</translation>
    </message>
    <message>
        <source>The field {name} was added.</source>
        <translation>已添加字段“{name}”。</translation>
    </message>
    <message>
        <source>The file could not be read through a fault of gridgov; nothing was changed.</source>
        <translation>因 gridgov 自身故障未能读取文件；没有任何改动。</translation>
    </message>
    <message>
        <source>The file does not say its reference system, and no usual one fits its numbers: ask the sender, and type it below.</source>
        <translation>文件没有说明坐标系，常用坐标系均与其数值不符：请询问提供方，并在下方填写。</translation>
    </message>
    <message>
        <source>The file does not say its reference system. These fit its numbers, the likeliest first: choose the one that puts it in the right place.</source>
        <translation>文件没有说明坐标系。下列坐标系与其数值相符，最可能的在前：请选择使它落在正确位置的一项。</translation>
    </message>
    <message>
        <source>The file is in.</source>
        <translation>导入完成。</translation>
    </message>
    <message>
        <source>The file opened last</source>
        <translation>上次打开的文件</translation>
    </message>
    <message>
        <source>The file says where it lies. Look whether it lies right; if not, choose another answer.</source>
        <translation>文件已说明坐标系。请看位置对不对；不对请另选。</translation>
    </message>
    <message>
        <source>The file's crs member says {crs}, and was followed.</source>
        <translation>文件的 crs 成员为 {crs}，已照此处理。</translation>
    </message>
    <message>
        <source>The first rule that fits a case wins. Classes and cells are given by the beginning of their codes, several joined by semicolons; an empty one fits everything. The last rule should take the rest.</source>
        <translation>按顺序匹配，第一条符合的规则生效。类别和网格按编码开头填写，多个用分号隔开；留空表示全部。最后一条应兜底。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there: make it first.</source>
        <translation>文件夹 {folder} 不存在：请先建好。</translation>
    </message>
    <message>
        <source>The font for paper is missing from {folder}: install gridgov again.</source>
        <translation>打印字体缺失（{folder}）：请重新安装 gridgov。</translation>
    </message>
    <message>
        <source>The form has no heading {heading}: it has {known}.</source>
        <translation>表格没有栏目 {heading}：有 {known}。</translation>
    </message>
    <message>
        <source>The former shapes of mend {number} are not in the file any more.</source>
        <translation>第 {number} 次修复之前的形状已不在文件中。</translation>
    </message>
    <message>
        <source>The geometry cannot be read.</source>
        <translation>图形无法读取。</translation>
    </message>
    <message>
        <source>The geometry is no WKT: write it like POINT (117.1 39.7).</source>
        <translation>图形不是 WKT：请写成 POINT (117.1 39.7) 这样。</translation>
    </message>
    <message>
        <source>The import failed through a fault of gridgov; nothing was changed.</source>
        <translation>导入因程序自身的错误失败，没有改动任何数据。</translation>
    </message>
    <message>
        <source>The key of this row came before in the file: keep one of them.</source>
        <translation>本行的关键字在文件前面已出现：只保留其中一行。</translation>
    </message>
    <message>
        <source>The last act is somebody else's: only who did it can undo it.</source>
        <translation>最后一步由他人办理：只有办理人本人可以撤销。</translation>
    </message>
    <message>
        <source>The last day ({until}) lies before the first ({since}).</source>
        <translation>终止日期（{until}）早于起始日期（{since}）。</translation>
    </message>
    <message>
        <source>The layer {layer} had no cell on {day}: give a later day.</source>
        <translation>图层 {layer} 在 {day} 还没有网格：请给出更晚的日期。</translation>
    </message>
    <message>
        <source>The layer {layer} has no cell {code}.</source>
        <translation>图层 {layer} 没有网格 {code}。</translation>
    </message>
    <message>
        <source>The layer {layer} has no cells to draw.</source>
        <translation>图层 {layer} 没有可绘制的网格。</translation>
    </message>
    <message>
        <source>The layer {layer} has no {codes}; those cells have no parent.</source>
        <translation>图层 {layer} 中没有 {codes}，这些网格暂无上级。</translation>
    </message>
    <message>
        <source>The layer {layer} has the code {code} more than once.</source>
        <translation>图层 {layer} 中编码 {code} 不止一个。</translation>
    </message>
    <message>
        <source>The layer {layer} is kept in EPSG:{kept}, and these cells are in {given}: bring them to EPSG:{kept}.</source>
        <translation>图层 {layer} 采用 EPSG:{kept}，而这些网格是 {given}：请先转换为 EPSG:{kept}。</translation>
    </message>
    <message>
        <source>The layer {layer} was changed by another program</source>
        <translation>图层 {layer} 被其他程序改动过</translation>
    </message>
    <message>
        <source>The layer {layer} was changed by another program: import it again or look through it.</source>
        <translation>图层 {layer} 被其他程序改动过：请重新导入或核对。</translation>
    </message>
    <message>
        <source>The ledger does not know this address.</source>
        <translation>台账中没有这个地址。</translation>
    </message>
    <message>
        <source>The limits between the classes must be numbers with commas between them.</source>
        <translation>分级界限须为数字，用逗号分隔。</translation>
    </message>
    <message>
        <source>The list could not be read.</source>
        <translation>无法读取列表。</translation>
    </message>
    <message>
        <source>The list is right</source>
        <translation>以名单为准</translation>
    </message>
    <message>
        <source>The list was taken back; everything is as it was.</source>
        <translation>已撤回，一切恢复原样。</translation>
    </message>
    <message>
        <source>The list's</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>The log lies in</source>
        <translation>日志存放在</translation>
    </message>
    <message>
        <source>The map could not be read.</source>
        <translation>无法读取地图。</translation>
    </message>
    <message>
        <source>The map went to the printer.</source>
        <translation>地图已送往打印机。</translation>
    </message>
    <message>
        <source>The mapping is for {theirs}, not for {ours}: choose the right one.</source>
        <translation>列对照用于 {theirs}，不是 {ours}：请另选。</translation>
    </message>
    <message>
        <source>The mapping that was used for these columns before was used again.</source>
        <translation>沿用了这些列上次使用的对应关系。</translation>
    </message>
    <message>
        <source>The mapping {file} cannot be read: check the name and that it is text.</source>
        <translation>无法读取列对照 {file}：请检查文件名，并确认是文本。</translation>
    </message>
    <message>
        <source>The mapping {file} has a fault: {reason}</source>
        <translation>列对照 {file} 有误：{reason}</translation>
    </message>
    <message>
        <source>The mapping {file} is no TOML: {reason}.</source>
        <translation>列对照 {file} 不是 TOML：{reason}。</translation>
    </message>
    <message>
        <source>The move of {day} lies before the one of {since}.</source>
        <translation>{day} 的搬迁早于 {since} 的入户日期。</translation>
    </message>
    <message>
        <source>The name {name} must be letters, digits and _, begin with a letter and have at most {n} characters.</source>
        <translation>名称“{name}”只能由文字、数字和下划线组成，以文字开头，最多 {n} 个字符。</translation>
    </message>
    <message>
        <source>The next view</source>
        <translation>下一视图</translation>
    </message>
    <message>
        <source>The notice does not fit: {reason} Mend the text and paste it again.</source>
        <translation>通知内容不吻合：{reason} 请改正文本后重新粘贴。</translation>
    </message>
    <message>
        <source>The number of the residence permit is wrong; it was kept and marked.</source>
        <translation>居住证号码有误；已保留并标记。</translation>
    </message>
    <message>
        <source>The number {number} is taken by another case.</source>
        <translation>案卷号 {number} 已被另一案件使用。</translation>
    </message>
    <message>
        <source>The numbers are no place in this system.</source>
        <translation>这些数值在该坐标系中不是有效位置。</translation>
    </message>
    <message>
        <source>The organization code is wrong; it was kept and marked.</source>
        <translation>组织机构代码有误；已保留并标记。</translation>
    </message>
    <message>
        <source>The organization code must be 8 digits or letters and a check character.</source>
        <translation>组织机构代码应为 8 位数字或字母加 1 位校验码。</translation>
    </message>
    <message>
        <source>The outline of cell {code} crosses or touches itself: mend it at the place given.</source>
        <translation>网格 {code} 的边界自相交或自接触：请在所示位置修正。</translation>
    </message>
    <message>
        <source>The outline of cell {code} runs {length} m out and straight back: a spike, take its tip away.</source>
        <translation>网格 {code} 的边界伸出 {length} 米又原路折回：是尖刺，请去掉尖端。</translation>
    </message>
    <message>
        <source>The page in front last</source>
        <translation>上次停留的页面</translation>
    </message>
    <message>
        <source>The page of welcome</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>The personal values of line {line} of history were altered.</source>
        <translation>历史记录第 {line} 行的个人信息被改动过。</translation>
    </message>
    <message>
        <source>The photo could not be kept in {folder} ({reason}). Nothing was changed; free some space and try again.</source>
        <translation>照片无法保存到 {folder}（{reason}）。没有任何改动；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The photo {name} is missing from the folder beside the file.</source>
        <translation>照片 {name} 不在文件旁的文件夹里。</translation>
    </message>
    <message>
        <source>The photo {name} was altered.</source>
        <translation>照片 {name} 被改动过。</translation>
    </message>
    <message>
        <source>The place could not be looked up.</source>
        <translation>无法查找该位置。</translation>
    </message>
    <message>
        <source>The receipt {file} cannot be written: {why}. Choose another folder.</source>
        <translation>回执 {file} 无法写入：{why}。请换一个文件夹。</translation>
    </message>
    <message>
        <source>The register {register} has no column {column}.</source>
        <translation>台账 {register} 没有列 {column}。</translation>
    </message>
    <message>
        <source>The round is out of use; what was walked stays.</source>
        <translation>路线已停用；巡查记录保留。</translation>
    </message>
    <message>
        <source>The round {name} has {n} points.</source>
        <translation>路线“{name}”有 {n} 个点位。</translation>
    </message>
    <message>
        <source>The row has a value in a column without a name. Name the column or empty the cell.</source>
        <translation>这一行在没有名称的列中有值。请给该列命名，或清空该单元格。</translation>
    </message>
    <message>
        <source>The row has {cells} cells, but the header has {columns}. A cell that holds the delimiter must stand in quotation marks.</source>
        <translation>这一行有 {cells} 个单元格，而表头有 {columns} 个。含有分隔符的单元格必须加引号。</translation>
    </message>
    <message>
        <source>The rule {rule} can never fire: {other} takes its cases first.</source>
        <translation>规则 {rule} 永远不会生效：它的案件先被 {other} 匹配。</translation>
    </message>
    <message>
        <source>The rule {rule} stands there twice.</source>
        <translation>规则 {rule} 重复出现。</translation>
    </message>
    <message>
        <source>The rule {rule} takes every case: no rule behind it can ever fire.</source>
        <translation>规则 {rule} 匹配所有案件：其后的规则永远不会生效。</translation>
    </message>
    <message>
        <source>The rules have a fault: {reason}</source>
        <translation>规则有错误：{reason}</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>The selected: {what} ({n})</source>
        <translation>所选：{what}（{n}）</translation>
    </message>
    <message>
        <source>The settings cannot be kept in {folder}.</source>
        <translation>设置无法保存到 {folder}。</translation>
    </message>
    <message>
        <source>The sheet could not be made.</source>
        <translation>未能生成，请重试。</translation>
    </message>
    <message>
        <source>The sheet is being made …</source>
        <translation>正在生成……</translation>
    </message>
    <message>
        <source>The sheet {name} could not be made: {reason}</source>
        <translation>报表 {name} 未能生成：{reason}</translation>
    </message>
    <message>
        <source>The spatial index of {table} does not hold the rows of its table.</source>
        <translation>{table} 的空间索引与表中的行不一致。</translation>
    </message>
    <message>
        <source>The spatial index of {table} has a box that does not hold its shape.</source>
        <translation>{table} 的空间索引中有范围没有包住其图形。</translation>
    </message>
    <message>
        <source>The spatial index of {table} has lost a trigger.</source>
        <translation>{table} 的空间索引缺少触发器。</translation>
    </message>
    <message>
        <source>The spatial index of {table} is damaged: {reason}</source>
        <translation>{table} 的空间索引已损坏：{reason}</translation>
    </message>
    <message>
        <source>The system in which the coordinate is told</source>
        <translation>坐标以哪种坐标系显示</translation>
    </message>
    <message>
        <source>The template of case numbers '{template}' has a fault: {reason}</source>
        <translation>案卷号模板“{template}”有误：{reason}</translation>
    </message>
    <message>
        <source>The text is longer than {n} characters; it was kept and marked.</source>
        <translation>文字超过 {n} 个字；已照原样保留并作标记。</translation>
    </message>
    <message>
        <source>The text of {file} was read as GB18030 (GBK).</source>
        <translation>{file} 的文字按 GB18030（GBK）读取。</translation>
    </message>
    <message>
        <source>The texts were read as {encoding} ({how}): {names}. If they look wrong, give --encoding.</source>
        <translation>文字按 {encoding} 读取（{how}）：{names}。如有乱码，请另选文字编码。</translation>
    </message>
    <message>
        <source>The tie '{kind}' goes from one record to another: {ends}.</source>
        <translation>关系“{kind}”的两端应为：{ends}。</translation>
    </message>
    <message>
        <source>The tie ends today.</source>
        <translation>该关系今天终止。</translation>
    </message>
    <message>
        <source>The tie was added.</source>
        <translation>已添加关系。</translation>
    </message>
    <message>
        <source>The tie was withdrawn.</source>
        <translation>已撤回该关系。</translation>
    </message>
    <message>
        <source>The topic {topic} does not rise in cell {cell}.</source>
        <translation>话题 {topic} 在网格 {cell} 没有上升。</translation>
    </message>
    <message>
        <source>The track {file} of {day} was kept before.</source>
        <translation>{day} 的轨迹 {file} 此前已登记。</translation>
    </message>
    <message>
        <source>The view before</source>
        <translation>上一视图</translation>
    </message>
    <message>
        <source>The visit says nothing yet: say of somebody whether they live here, or write a note.</source>
        <translation>走访还没有内容：请至少说明一人的情况，或写一句记录。</translation>
    </message>
    <message>
        <source>The whole district, or the code of a cell</source>
        <translation>全区，或某个网格的编码</translation>
    </message>
    <message>
        <source>The whole layer</source>
        <translation>整个图层</translation>
    </message>
    <message>
        <source>The workflow {name} has no step that begins a case.</source>
        <translation>流程 {name} 没有可以开始案件的步骤。</translation>
    </message>
    <message>
        <source>The year was entered; {n} deadlines changed.</source>
        <translation>该年已录入；{n} 个期限随之改变。</translation>
    </message>
    <message>
        <source>Their values and ours</source>
        <translation>值对照</translation>
    </message>
    <message>
        <source>Their values and ours …</source>
        <translation>值对照 …</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>专题</translation>
    </message>
    <message>
        <source>There are no doubles to look for in {register}.</source>
        <translation>{register} 不查重复。</translation>
    </message>
    <message>
        <source>There are no points of {what}: use {known}.</source>
        <translation>没有“{what}”的位置点：可用 {known}。</translation>
    </message>
    <message>
        <source>There are no rules yet.</source>
        <translation>尚无规则。</translation>
    </message>
    <message>
        <source>There are {n} base maps already: take one off the list first.</source>
        <translation>已有 {n} 个底图：请先从列表中移除一个。</translation>
    </message>
    <message>
        <source>There is a field or layer {name} already: choose another name.</source>
        <translation>已有名为“{name}”的字段或图层：请换一个名称。</translation>
    </message>
    <message>
        <source>There is no base map under this file.</source>
        <translation>此文件没有底图。</translation>
    </message>
    <message>
        <source>There is no base map {which}: the list has {there}.</source>
        <translation>没有底图“{which}”：列表中有 {there}。</translation>
    </message>
    <message>
        <source>There is no batch {batch}: see gridgov import list.</source>
        <translation>没有第 {batch} 批：见 gridgov import list。</translation>
    </message>
    <message>
        <source>There is no calendar '{name}'. There are: {known}.</source>
        <translation>没有日历“{name}”。现有：{known}。</translation>
    </message>
    <message>
        <source>There is no case {number}.</source>
        <translation>没有案件 {number}。</translation>
    </message>
    <message>
        <source>There is no cell to publish.</source>
        <translation>没有可发布的网格。</translation>
    </message>
    <message>
        <source>There is no check {name}. There are: {known}.</source>
        <translation>没有检查项 {name}。可用：{known}。</translation>
    </message>
    <message>
        <source>There is no class method {method}: use one of {known}.</source>
        <translation>没有分级方法 {method}：可用 {known}。</translation>
    </message>
    <message>
        <source>There is no class {code} in {scheme}.</source>
        <translation>{scheme} 中没有类别 {code}。</translation>
    </message>
    <message>
        <source>There is no column {column}. Columns: {columns}.</source>
        <translation>没有列 {column}。可用的列：{columns}。</translation>
    </message>
    <message>
        <source>There is no decision {act}: use take, fill, skip, new, take:field,… or is:fid.</source>
        <translation>没有决定“{act}”：请用 take、fill、skip、new、take:字段,… 或 is:编号。</translation>
    </message>
    <message>
        <source>There is no field of your own yet.</source>
        <translation>还没有自定义字段。</translation>
    </message>
    <message>
        <source>There is no field {field} for --parent: use geometry, prefix or one of {fields}.</source>
        <translation>--parent 指定的字段 {field} 不存在：可用 geometry、prefix 或 {fields}。</translation>
    </message>
    <message>
        <source>There is no field {field} to fill from.</source>
        <translation>没有可用的字段 {field}。</translation>
    </message>
    <message>
        <source>There is no field {name} of your own in {register}.</source>
        <translation>{register} 中没有自定义字段“{name}”。</translation>
    </message>
    <message>
        <source>There is no finding {key}: see gridgov doctor FILE.</source>
        <translation>没有问题 {key}：见 gridgov doctor FILE。</translation>
    </message>
    <message>
        <source>There is no format {form}: use one of {forms}.</source>
        <translation>没有 {form} 格式：可用 {forms}。</translation>
    </message>
    <message>
        <source>There is no kind {kind}: use {known}.</source>
        <translation>没有类型“{kind}”：请用 {known}。</translation>
    </message>
    <message>
        <source>There is no layer in {file}.</source>
        <translation>{file} 中没有图层。</translation>
    </message>
    <message>
        <source>There is no layer of cells yet: bring one in first.</source>
        <translation>还没有网格图层：请先导入。</translation>
    </message>
    <message>
        <source>There is no layer {layer}. Layers: {layers}.</source>
        <translation>没有图层 {layer}。现有图层：{layers}。</translation>
    </message>
    <message>
        <source>There is no list '{name}'. There are: {known}.</source>
        <translation>没有清单“{name}”。可用的有：{known}。</translation>
    </message>
    <message>
        <source>There is no map yet: import cells first.</source>
        <translation>还没有地图：请先导入网格。</translation>
    </message>
    <message>
        <source>There is no matter here. Load a list (CSV): levels, name, unit, rule, every, workflow, class.</source>
        <translation>这里没有事项。可载入清单（CSV）：层级、名称、单位、依据、周期、流程、类别。</translation>
    </message>
    <message>
        <source>There is no matter {number} in the catalogue.</source>
        <translation>目录中没有事项 {number}。</translation>
    </message>
    <message>
        <source>There is no measure {measure}.</source>
        <translation>没有指标 {measure}。</translation>
    </message>
    <message>
        <source>There is no mend {number}: see gridgov doctor FILE --mends.</source>
        <translation>没有第 {number} 次修复：见 gridgov doctor FILE --mends。</translation>
    </message>
    <message>
        <source>There is no merge {number} to take back.</source>
        <translation>没有可撤销的第 {number} 号合并。</translation>
    </message>
    <message>
        <source>There is no note {number} of a service.</source>
        <translation>没有编号为 {number} 的服务登记。</translation>
    </message>
    <message>
        <source>There is no paper {paper}: use one of {papers}.</source>
        <translation>没有纸张 {paper}：可用 {papers}。</translation>
    </message>
    <message>
        <source>There is no patrol yet.</source>
        <translation>还没有巡查记录。</translation>
    </message>
    <message>
        <source>There is no record {key} in {register}.</source>
        <translation>{register} 中没有 {key} 这条记录。</translation>
    </message>
    <message>
        <source>There is no round yet.</source>
        <translation>还没有巡查路线。</translation>
    </message>
    <message>
        <source>There is no round yet. Its points come from a table (name, longitude, latitude) or a .gpx.</source>
        <translation>还没有巡查路线。点位来自表格（名称、经度、纬度）或 .gpx 文件。</translation>
    </message>
    <message>
        <source>There is no round {number}.</source>
        <translation>没有编号为 {number} 的路线。</translation>
    </message>
    <message>
        <source>There is no rule {rule}: use one of {rules}.</source>
        <translation>没有规则 {rule}：请用 {rules} 之一。</translation>
    </message>
    <message>
        <source>There is no ruling yet.</source>
        <translation>还没有裁定。</translation>
    </message>
    <message>
        <source>There is no ruling {number} in force.</source>
        <translation>没有生效的第 {number} 号裁定。</translation>
    </message>
    <message>
        <source>There is no scale {scale}: use one of {scales}.</source>
        <translation>没有 {scale} 规模：可用 {scales}。</translation>
    </message>
    <message>
        <source>There is no service for this person.</source>
        <translation>没有适用于此人的服务事项。</translation>
    </message>
    <message>
        <source>There is no service {code}. There are: {known}.</source>
        <translation>没有服务事项 {code}。现有：{known}。</translation>
    </message>
    <message>
        <source>There is no setting '{name}': there are {known}.</source>
        <translation>没有“{name}”这项设置：可用的有 {known}。</translation>
    </message>
    <message>
        <source>There is no shift {number} that waits for you.</source>
        <translation>没有等您接班的第 {number} 号交班。</translation>
    </message>
    <message>
        <source>There is no step '{step}' here. There are: {known}.</source>
        <translation>此处没有步骤“{step}”。可用的有：{known}。</translation>
    </message>
    <message>
        <source>There is no text encoding called {encoding}.</source>
        <translation>没有名为 {encoding} 的文字编码。</translation>
    </message>
    <message>
        <source>There is no tie '{name}'. There are: {known}.</source>
        <translation>没有关系“{name}”。现有：{known}。</translation>
    </message>
    <message>
        <source>There is no tie {number}.</source>
        <translation>没有编号为 {number} 的关系。</translation>
    </message>
    <message>
        <source>There is no time zone {name}: write it like Asia/Shanghai.</source>
        <translation>没有时区 {name}：请写成 Asia/Shanghai 这样。</translation>
    </message>
    <message>
        <source>There is no unit {unit}: use foot or us-foot.</source>
        <translation>没有“{unit}”这种单位：请用 foot 或 us-foot。</translation>
    </message>
    <message>
        <source>There is no way '{way}' with cells that are gone: use keep or retire.</source>
        <translation>对不再存在的网格没有“{way}”这种处理：请用 keep 或 retire。</translation>
    </message>
    <message>
        <source>There is no workflow '{name}'. There are: {known}.</source>
        <translation>没有流程“{name}”。现有：{known}。</translation>
    </message>
    <message>
        <source>There is no workflow {name}. Known: {known}.</source>
        <translation>没有流程 {name}。现有：{known}。</translation>
    </message>
    <message>
        <source>There is no {what} to export: use one of {known}.</source>
        <translation>没有可导出的 {what}：可用 {known}。</translation>
    </message>
    <message>
        <source>There is nothing to take back here.</source>
        <translation>这里没有可以撤销的内容。</translation>
    </message>
    <message>
        <source>There is nothing to undo: this case has only been reported.</source>
        <translation>没有可撤销的步骤：本案只有上报一步。</translation>
    </message>
    <message>
        <source>They are one now; this can be taken back.</source>
        <translation>已合并为一条，可以撤销。</translation>
    </message>
    <message>
        <source>They are two</source>
        <translation>不是同一个</translation>
    </message>
    <message>
        <source>They are two again.</source>
        <translation>已恢复为两条记录。</translation>
    </message>
    <message>
        <source>They lead into</source>
        <translation>转换到</translation>
    </message>
    <message>
        <source>This case came from no opinion.</source>
        <translation>此案件不是由民情产生的。</translation>
    </message>
    <message>
        <source>This case is closed: its class stays as it is.</source>
        <translation>本案已结束：类别不再改变。</translation>
    </message>
    <message>
        <source>This case is with {unit}, not with {own}.</source>
        <translation>本案在 {unit} 办理，不在 {own}。</translation>
    </message>
    <message>
        <source>This case was closed more than {days} days ago: report a new case instead.</source>
        <translation>本案结案已超过 {days} 天：请另行上报新案件。</translation>
    </message>
    <message>
        <source>This cell could not be read.</source>
        <translation>无法读取这个网格。</translation>
    </message>
    <message>
        <source>This cell is selected.</source>
        <translation>本网格已选中。</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>当前文件</translation>
    </message>
    <message>
        <source>This file has no cells yet. Import the polygons of the district first.</source>
        <translation>文件中还没有网格，请先导入网格图形。</translation>
    </message>
    <message>
        <source>This form was filled before; the mapping was kept.</source>
        <translation>这张表以前填过，对应关系已保留。</translation>
    </message>
    <message>
        <source>This is a fault of gridgov, not of your data. What you typed is still there.</source>
        <translation>这是程序自身的错误，与您的数据无关；您输入的内容仍在。</translation>
    </message>
    <message>
        <source>This is a fault of gridgov, not of your data; nothing was half-written. See {log}</source>
        <translation>这是程序自身的错误，与您的数据无关，没有留下写了一半的内容。详见 {log}</translation>
    </message>
    <message>
        <source>This is a fault of gridgov. What you typed is still there.</source>
        <translation>这是 gridgov 的错误。您输入的内容仍在。</translation>
    </message>
    <message>
        <source>This is a number of the first generation, with 15 digits; it is kept.</source>
        <translation>这是 15 位的一代身份证号，已照原样保留。</translation>
    </message>
    <message>
        <source>This is a trial: nothing has been written yet.</source>
        <translation>这是试算，尚未写入任何数据。</translation>
    </message>
    <message>
        <source>This is no picture: save it with the export of photos.</source>
        <translation>这不是图片：请用照片导出保存。</translation>
    </message>
    <message>
        <source>This map is in GCJ-02: shift it to fit</source>
        <translation>此底图为 GCJ-02：纠偏后显示</translation>
    </message>
    <message>
        <source>This number is in the ledger already ({title}): open that record, or mend the number.</source>
        <translation>台账中已有这个号码（{title}）：请打开那条记录，或更正号码。</translation>
    </message>
    <message>
        <source>This person does not have it.</source>
        <translation>此人并未享有该服务。</translation>
    </message>
    <message>
        <source>This person's home is not in the ledger: enter it there first.</source>
        <translation>此人的住房不在台账中：请先登记住房。</translation>
    </message>
    <message>
        <source>This photo is not there any more: it was withdrawn, or the file is another one.</source>
        <translation>这张照片已不在：可能已撤回，或打开的是另一个文件。</translation>
    </message>
    <message>
        <source>This record could not be read.</source>
        <translation>无法读取这条记录。</translation>
    </message>
    <message>
        <source>This record has no ties.</source>
        <translation>这条记录没有关联关系。</translation>
    </message>
    <message>
        <source>This record is not there any more: it was withdrawn, or the file is another one.</source>
        <translation>这条记录已不在：它已被撤回，或打开的是另一个文件。</translation>
    </message>
    <message>
        <source>This record lies in no cell; see the list of records in no cell or in several.</source>
        <translation>这条记录不在任何网格内，请看未归格列表。</translation>
    </message>
    <message>
        <source>This row is a total or a signature under the list, not a record.</source>
        <translation>此行是表格下方的合计或签署，不是记录。</translation>
    </message>
    <message>
        <source>This was asked for already, and waits for an answer.</source>
        <translation>已经提出过申请，正在等待答复。</translation>
    </message>
    <message>
        <source>This was undone.</source>
        <translation>此步已撤销。</translation>
    </message>
    <message>
        <source>Tidying</source>
        <translation>数据整理</translation>
    </message>
    <message>
        <source>Tie</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Ties</source>
        <translation>关联关系</translation>
    </message>
    <message>
        <source>Ties …</source>
        <translation>关联关系…</translation>
    </message>
    <message>
        <source>Tile service</source>
        <translation>网络瓦片服务</translation>
    </message>
    <message>
        <source>Tile services are switched off.</source>
        <translation>网络瓦片服务未开启。</translation>
    </message>
    <message>
        <source>Tile services are switched off: they are switched on in the settings.</source>
        <translation>网络瓦片服务未开启：可在设置中开启。</translation>
    </message>
    <message>
        <source>Tiles in a file (MBTiles)</source>
        <translation>瓦片文件（MBTiles）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>To {unit}</source>
        <translation>派往 {unit}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Today: change the list</source>
        <translation>今日：切换列表</translation>
    </message>
    <message>
        <source>Today: on the shortlist or off it</source>
        <translation>今日：加入或移出关注</translation>
    </message>
    <message>
        <source>Today: take the next step</source>
        <translation>今日：办理下一步</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Tools of the map</source>
        <translation>地图工具</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>话题</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Try on past cases</source>
        <translation>用历史案件试算</translation>
    </message>
    <message>
        <source>Trying the rules</source>
        <translation>正在试算规则</translation>
    </message>
    <message>
        <source>Type a name or number and choose the record.</source>
        <translation>请输入姓名或编号，并从候选中选择记录。</translation>
    </message>
    <message>
        <source>Type only to put the phone right</source>
        <translation>只在需要更正电话时填写</translation>
    </message>
    <message>
        <source>US feet</source>
        <translation>美制测量英尺</translation>
    </message>
    <message>
        <source>Under the rule</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unit of the numbers</source>
        <translation>坐标单位</translation>
    </message>
    <message>
        <source>Unit {n}</source>
        <translation>{n} 单元</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Until hour</source>
        <translation>截止（时）</translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation>至 {date}</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Urged</source>
        <translation>催办</translation>
    </message>
    <message>
        <source>Urged {n} times</source>
        <translation>已催办 {n} 次</translation>
    </message>
    <message>
        <source>Use a saved mapping …</source>
        <translation>使用已保存的列对照……</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>启用日期</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value in the file</source>
        <translation>文件中的值</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Visit {n} was kept.</source>
        <translation>第 {n} 次走访已保存。</translation>
    </message>
    <message>
        <source>Visit: the answer for a person</source>
        <translation>走访：对一人的结果</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Visits before:</source>
        <translation>此前的走访：</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>WGS 84</source>
        <translation>WGS 84</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>已关注</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>What differs: ours → theirs</source>
        <translation>差异：台账 → 名单</translation>
    </message>
    <message>
        <source>What else was seen or said</source>
        <translation>还看到或听到什么</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>What is here</source>
        <translation>这里有什么</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>缺少的内容</translation>
    </message>
    <message>
        <source>What is to be done: a case is opened for it</source>
        <translation>需要办理的事：将为此开案</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>What it may mean</source>
        <translation>可能的含义</translation>
    </message>
    <message>
        <source>What looks wrong</source>
        <translation>疑似问题</translation>
    </message>
    <message>
        <source>What rises</source>
        <translation>上升话题</translation>
    </message>
    <message>
        <source>What the map shows</source>
        <translation>屏幕所示范围</translation>
    </message>
    <message>
        <source>What the next one must know</source>
        <translation>接班人需要知道的事</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>待裁定</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What was seen or told</source>
        <translation>看到或听到的情况</translation>
    </message>
    <message>
        <source>What was walked</source>
        <translation>巡查记录</translation>
    </message>
    <message>
        <source>What {value} means</source>
        <translation>“{value}”的含义</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Where cases are sent</source>
        <translation>派遣规则</translation>
    </message>
    <message>
        <source>Where the file lies</source>
        <translation>文件所在位置</translation>
    </message>
    <message>
        <source>Where the finding lies</source>
        <translation>问题所在位置</translation>
    </message>
    <message>
        <source>Where the two differ</source>
        <translation>两边不一致时</translation>
    </message>
    <message>
        <source>Which field is to be the same in all of them? An empty value takes it away.</source>
        <translation>要把哪个字段改成一样的值？留空则清除该值。</translation>
    </message>
    <message>
        <source>Which field of {file} holds the code? Say so with {option}: {fields}.</source>
        <translation>{file} 中哪个字段是编码？请用 {option} 指定：{fields}。</translation>
    </message>
    <message>
        <source>Which layer? Choose one with --layer: {layers}.</source>
        <translation>哪个图层？请用 --layer 指定：{layers}。</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Who did '{other}' in this case may not do '{step}': somebody else has to.</source>
        <translation>在本案中办理过“{other}”的人不能“{step}”：须由他人进行。</translation>
    </message>
    <message>
        <source>Who had it when</source>
        <translation>经手时间</translation>
    </message>
    <message>
        <source>Who had it when — {number}</source>
        <translation>经手时间 — {number}</translation>
    </message>
    <message>
        <source>Who is at work?</source>
        <translation>谁在岗？</translation>
    </message>
    <message>
        <source>Who may have it</source>
        <translation>享有条件</translation>
    </message>
    <message>
        <source>Whole district</source>
        <translation>全区</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why do you need to see this?</source>
        <translation>查看理由：</translation>
    </message>
    <message>
        <source>Why is it left?</source>
        <translation>为什么保留？</translation>
    </message>
    <message>
        <source>Why then?</source>
        <translation>为何此时？</translation>
    </message>
    <message>
        <source>Why then? — {number}</source>
        <translation>为何此时？ — {number}</translation>
    </message>
    <message>
        <source>Why this cell has it</source>
        <translation>为何归此网格</translation>
    </message>
    <message>
        <source>With</source>
        <translation>承办</translation>
    </message>
    <message>
        <source>With base maps</source>
        <translation>含底图</translation>
    </message>
    <message>
        <source>With the help of {units}</source>
        <translation>协办：{units}</translation>
    </message>
    <message>
        <source>With tile services on, the address of every part of the map that you look at leaves this machine: whoever runs the service can see where you are looking.</source>
        <translation>开启网络瓦片服务后，您所看的每一处地图的地址都会离开本机：服务的经营者能知道您在看哪里。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Withdraw {n} records? They leave every list and count; history keeps them.</source>
        <translation>撤回 {n} 条记录？它们将从所有列表和统计中消失，历史中仍保留。</translation>
    </message>
    <message>
        <source>Withdraw …</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Without moving the case:</source>
        <translation>不改变状态的步骤：</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Worked instead</source>
        <translation>调休上班</translation>
    </message>
    <message>
        <source>Worked instead: {days}</source>
        <translation>调休上班：{days}</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Workflow picture</source>
        <translation>流程图</translation>
    </message>
    <message>
        <source>Workflows</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Working calendar</source>
        <translation>工作日历</translation>
    </message>
    <message>
        <source>Working time</source>
        <translation>工作时间</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Writing the file</source>
        <translation>正在写文件</translation>
    </message>
    <message>
        <source>Writing the steps of the cases</source>
        <translation>正在写入案件步骤</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Years announced</source>
        <translation>已公布年份</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>You are asked for a reason; the look is on record.</source>
        <translation>需要填写理由，查看会留痕。</translation>
    </message>
    <message>
        <source>Your role may not export personal columns.</source>
        <translation>您的角色不能导出个人信息列。</translation>
    </message>
    <message>
        <source>Your role may not hand data on.</source>
        <translation>您的角色无权导出数据。</translation>
    </message>
    <message>
        <source>Your role may not see this.</source>
        <translation>您的角色不能查看。</translation>
    </message>
    <message>
        <source>Your step is not possible any more; copy what you typed.</source>
        <translation>这一步已不能办理；请复制您填写的内容。</translation>
    </message>
    <message>
        <source>Your step is still possible: take it again if it still fits.</source>
        <translation>这一步仍可办理：如仍合适，请再次提交。</translation>
    </message>
    <message>
        <source>Yours on this machine</source>
        <translation>本机上的个人内容</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to what is selected</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>[can be mended]</source>
        <translation>［可修复］</translation>
    </message>
    <message>
        <source>a cell whose code or name holds this</source>
        <translation>编码或名称含此内容的网格</translation>
    </message>
    <message>
        <source>a table with name, x, y, x2, y2</source>
        <translation>含 name、x、y、x2、y2 的表</translation>
    </message>
    <message>
        <source>age is compared with =, &lt;, &lt;=, &gt; or &gt;=.</source>
        <translation>age（年龄）只能用 =、&lt;、&lt;=、&gt; 或 &gt;= 比较。</translation>
    </message>
    <message>
        <source>all cells</source>
        <translation>全部网格</translation>
    </message>
    <message>
        <source>all rows; e.g. state_type = 'open'</source>
        <translation>全部；例如 state_type = 'open'</translation>
    </message>
    <message>
        <source>as feet the numbers fall into a zone</source>
        <translation>按英尺计，数值落在投影带范围内</translation>
    </message>
    <message>
        <source>as filed</source>
        <translation>按立案</translation>
    </message>
    <message>
        <source>as given: {system}</source>
        <translation>按所写：{system}</translation>
    </message>
    <message>
        <source>as its .cpg says</source>
        <translation>依据 .cpg</translation>
    </message>
    <message>
        <source>as its table's header says</source>
        <translation>依据属性表文件头</translation>
    </message>
    <message>
        <source>as of {when}</source>
        <translation>截至 {when}</translation>
    </message>
    <message>
        <source>as the file says</source>
        <translation>以文件为准</translation>
    </message>
    <message>
        <source>as the system has it</source>
        <translation>按坐标系自身单位</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>按您的选择</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>按规则</translation>
    </message>
    <message>
        <source>crossing outline</source>
        <translation>边界自交</translation>
    </message>
    <message>
        <source>degrees inside China</source>
        <translation>中国境内的经纬度</translation>
    </message>
    <message>
        <source>degrees of Baidu's map, shifted by about 1 km</source>
        <translation>百度地图的经纬度，偏移约 1 千米</translation>
    </message>
    <message>
        <source>degrees of a public Chinese map, shifted by 300–700 m</source>
        <translation>公众地图（火星坐标）的经纬度，偏移 300–700 米</translation>
    </message>
    <message>
        <source>due {date}</source>
        <translation>应走访 {date}</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>eight digits east: 3° zone {zone} with its number</source>
        <translation>东坐标八位：3 度带第 {zone} 带（带号）</translation>
    </message>
    <message>
        <source>eight digits east: 6° zone {zone} with its number</source>
        <translation>东坐标八位：6 度带第 {zone} 带（带号）</translation>
    </message>
    <message>
        <source>enter as new</source>
        <translation>作为新增</translation>
    </message>
    <message>
        <source>feet (0.3048 m)</source>
        <translation>英尺（0.3048 米）</translation>
    </message>
    <message>
        <source>few</source>
        <translation>少量</translation>
    </message>
    <message>
        <source>few, not shown</source>
        <translation>人数过少，不显示</translation>
    </message>
    <message>
        <source>field {name}</source>
        <translation>字段 {name}</translation>
    </message>
    <message>
        <source>for files that do not say theirs, e.g. EPSG:4548</source>
        <translation>用于没有说明坐标系的文件，如 EPSG:4548</translation>
    </message>
    <message>
        <source>found by its name</source>
        <translation>按字段名自动识别</translation>
    </message>
    <message>
        <source>found by trying</source>
        <translation>试读得出</translation>
    </message>
    <message>
        <source>found out</source>
        <translation>自动判断</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>空隙</translation>
    </message>
    <message>
        <source>geometry</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已删</translation>
    </message>
    <message>
        <source>gridgov</source>
        <translation>gridgov 网格化管理</translation>
    </message>
    <message>
        <source>gridgov · printed by {name} · {when}</source>
        <translation>gridgov · 打印人 {name} · {when}</translation>
    </message>
    <message>
        <source>if it comes from a Chinese web map (GCJ-02)</source>
        <translation>如取自国内网络地图（GCJ-02）</translation>
    </message>
    <message>
        <source>in no cell</source>
        <translation>不在任何网格内</translation>
    </message>
    <message>
        <source>in several cells</source>
        <translation>落在多个网格内</translation>
    </message>
    <message>
        <source>in {n} days</source>
        <translation>{n} 天后</translation>
    </message>
    <message>
        <source>its corners meet those that are there, within {n} m</source>
        <translation>其角点与已有角点相合（{n} 米以内）</translation>
    </message>
    <message>
        <source>keep all of them aside</source>
        <translation>全部暂存</translation>
    </message>
    <message>
        <source>keep and list them</source>
        <translation>保留并列出</translation>
    </message>
    <message>
        <source>keep as an extra field</source>
        <translation>作为附加字段保留</translation>
    </message>
    <message>
        <source>keep the first, list the others</source>
        <translation>保留第一条，其余列出</translation>
    </message>
    <message>
        <source>kept aside</source>
        <translation>暂存</translation>
    </message>
    <message>
        <source>last leg {length}</source>
        <translation>末段 {length}</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>不动</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>left</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>不填写</translation>
    </message>
    <message>
        <source>lies where the district is</source>
        <translation>落在本区范围</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>never visited</source>
        <translation>从未走访</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>no floor</source>
        <translation>未填楼层</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>不标注</translation>
    </message>
    <message>
        <source>no shape</source>
        <translation>没有图形</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>尚未配置</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>north came first</source>
        <translation>纬度（北）在前</translation>
    </message>
    <message>
        <source>not closed yet</source>
        <translation>尚未结案</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>not known: the row waits</source>
        <translation>未知：该行暂存</translation>
    </message>
    <message>
        <source>nothing fits</source>
        <translation>没有合适的</translation>
    </message>
    <message>
        <source>nothing in it tells</source>
        <translation>无从判断</translation>
    </message>
    <message>
        <source>odd code</source>
        <translation>编码不合规则</translation>
    </message>
    <message>
        <source>of the open, overdue</source>
        <translation>在办中已超期</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>one of those that fit</source>
        <translation>已选定其中一条</translation>
    </message>
    <message>
        <source>only fill gaps</source>
        <translation>只补空缺</translation>
    </message>
    <message>
        <source>or control points</source>
        <translation>或控制点</translation>
    </message>
    <message>
        <source>other code</source>
        <translation>编码不同</translation>
    </message>
    <message>
        <source>other name</source>
        <translation>名称不同</translation>
    </message>
    <message>
        <source>other parent</source>
        <translation>上级不同</translation>
    </message>
    <message>
        <source>other shape</source>
        <translation>边界不同</translation>
    </message>
    <message>
        <source>outside its parent</source>
        <translation>超出上级范围</translation>
    </message>
    <message>
        <source>outside of the district</source>
        <translation>在本区之外</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>send them to the past</source>
        <translation>转入历史版本</translation>
    </message>
    <message>
        <source>several kinds together</source>
        <translation>多种点合计</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>{date} 入户</translation>
    </message>
    <message>
        <source>six digits east: 3° zone, central meridian {meridian}° E</source>
        <translation>东坐标六位：3 度带，中央经线东经 {meridian} 度</translation>
    </message>
    <message>
        <source>six digits east: 6° zone, central meridian {meridian}° E</source>
        <translation>东坐标六位：6° 带，中央经线 {meridian}°</translation>
    </message>
    <message>
        <source>sliver</source>
        <translation>狭缝</translation>
    </message>
    <message>
        <source>so many working hours</source>
        <translation>按工时折算</translation>
    </message>
    <message>
        <source>spike</source>
        <translation>尖刺</translation>
    </message>
    <message>
        <source>split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>stands still</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>take the list's</source>
        <translation>以名单为准</translation>
    </message>
    <message>
        <source>taken as WGS 84 or CGCS2000</source>
        <translation>按 WGS 84 或 CGCS2000 理解</translation>
    </message>
    <message>
        <source>taken in cell {cell}, kept with the home's cell {home}</source>
        <translation>在网格 {cell} 受理，归住处所在网格 {home}</translation>
    </message>
    <message>
        <source>the cell itself</source>
        <translation>就是这个网格</translation>
    </message>
    <message>
        <source>the cells as they were on</source>
        <translation>指定日期的网格</translation>
    </message>
    <message>
        <source>the cells changed</source>
        <translation>网格已变更</translation>
    </message>
    <message>
        <source>the code's beginning</source>
        <translation>编码前缀</translation>
    </message>
    <message>
        <source>the columns for east and north look swapped</source>
        <translation>东、北坐标列可能颠倒</translation>
    </message>
    <message>
        <source>the day is first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>the district file</source>
        <translation>区域文件</translation>
    </message>
    <message>
        <source>the last one counts</source>
        <translation>以最后一条为准</translation>
    </message>
    <message>
        <source>the month is first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>the numbers are degrees</source>
        <translation>数值是经纬度</translation>
    </message>
    <message>
        <source>the numbers of a web map inside China</source>
        <translation>中国境内的网络地图坐标</translation>
    </message>
    <message>
        <source>the {n} cells selected on the map</source>
        <translation>地图上所选的 {n} 个网格</translation>
    </message>
    <message>
        <source>the {n} chosen records</source>
        <translation>所选的 {n} 条记录</translation>
    </message>
    <message>
        <source>theme and layer</source>
        <translation>专题与图层</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>today's cells</source>
        <translation>今日网格</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>wait and ask</source>
        <translation>暂存并询问</translation>
    </message>
    <message>
        <source>way round {length}</source>
        <translation>周长 {length}</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>year-month-day hour:minute</source>
        <translation>年-月-日 时：分</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>zone {zone}</source>
        <translation>{zone} 带</translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {rejected} kept aside.</source>
        <translation>新增 {added} 条，更改 {changed} 条，留下 {rejected} 条。</translation>
    </message>
    <message>
        <source>{added} added, {changed} changed, {same} the same, {skipped} left, {rejected} kept aside.</source>
        <translation>新增 {added}，更新 {changed}，相同 {same}，未动 {skipped}，待处理 {rejected}。</translation>
    </message>
    <message>
        <source>{address} is no address of tiles: it begins with http:// or https:// and has {{x}}, {{y}}, {{z}} in it.</source>
        <translation>{address} 不是瓦片地址：应以 http:// 或 https:// 开头，并含有 {{x}}、{{y}}、{{z}}。</translation>
    </message>
    <message>
        <source>{allowed}: if handled from now, due {due}{note}</source>
        <translation>{allowed}：若现在处置，截止 {due}{note}</translation>
    </message>
    <message>
        <source>{area} m²</source>
        <translation>{area} 平方米</translation>
    </message>
    <message>
        <source>{care}: next visit due on {date}, last {last}</source>
        <translation>{care}：下次应走访 {date}，上次 {last}</translation>
    </message>
    <message>
        <source>{cells} cells, {records} records selected</source>
        <translation>已选 {cells} 个网格、{records} 条记录</translation>
    </message>
    <message>
        <source>{cell} is no cell: write it like unit_cell:CODE.</source>
        <translation>{cell} 不是网格：请写成 unit_cell:编码。</translation>
    </message>
    <message>
        <source>{crs} is an encrypted offset, not a reference system: ask for the data in WGS 84 or CGCS2000.</source>
        <translation>{crs} 是加密偏移坐标，不是坐标系：请对方提供 WGS 84 或 CGCS2000 数据。</translation>
    </message>
    <message>
        <source>{crs} is no reference system: write it like EPSG:4548.</source>
        <translation>{crs} 不是坐标系：请写成 EPSG:4548 这样的形式。</translation>
    </message>
    <message>
        <source>{days} days after</source>
        <translation>后 {days} 天</translation>
    </message>
    <message>
        <source>{days} days before</source>
        <translation>前 {days} 天</translation>
    </message>
    <message>
        <source>{day}: {km} km, {passed} points passed, {missed} missed.</source>
        <translation>{day}：{km} 公里，到点 {passed} 个，未到 {missed} 个。</translation>
    </message>
    <message>
        <source>{dpi} dots an inch cannot be made: use {least} to {most}.</source>
        <translation>不能按每英寸 {dpi} 点制作：请用 {least} 到 {most}。</translation>
    </message>
    <message>
        <source>{encoding} is no text encoding: try gb18030 or utf-8.</source>
        <translation>{encoding} 不是文字编码：请试 gb18030 或 utf-8。</translation>
    </message>
    <message>
        <source>{field} is empty: fill it in.</source>
        <translation>{field} 为空：请填写。</translation>
    </message>
    <message>
        <source>{field} is personal: this list cannot be grouped by it.</source>
        <translation>{field} 属个人信息：不能按它分组。</translation>
    </message>
    <message>
        <source>{field} is personal: this list cannot be sorted by it.</source>
        <translation>{field} 是个人信息，不能按它排序。</translation>
    </message>
    <message>
        <source>{field} is personal: without the right 'person.read' nothing can be asked of it.</source>
        <translation>{field} 是个人信息：没有“person.read”权限不能按它查询。</translation>
    </message>
    <message>
        <source>{file} cannot be opened as a map file: ask the sender for GeoJSON or GeoPackage.</source>
        <translation>{file} 不能作为地图文件打开：请对方提供 GeoJSON 或 GeoPackage。</translation>
    </message>
    <message>
        <source>{file} cannot be opened. See whether it is still there and whether you may read it.</source>
        <translation>打不开 {file}。请看它是否还在、您是否有权读取。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}). Ask for the right to read it.</source>
        <translation>读不了 {file}（{reason}）。请申请读取权限。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}): choose another file.</source>
        <translation>{file} 无法读取（{reason}）：请选择其他文件。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a GeoPackage: {why}.</source>
        <translation>{file} 不能作为 GeoPackage 读取：{why}。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a calendar ({fault}). Mend it and try again.</source>
        <translation>{file} 不能作为日历读取（{fault}）。请改正后重试。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a picture ({fault}): choose another file.</source>
        <translation>{file} 不能作为图片读取（{fault}）：请选择其他文件。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a spreadsheet: {why}.</source>
        <translation>{file} 不能作为电子表格读取：{why}。</translation>
    </message>
    <message>
        <source>{file} cannot be read as a workflow ({fault}). Put the file back or mend it.</source>
        <translation>{file} 不能作为流程读取（{fault}）。请恢复或修正该文件。</translation>
    </message>
    <message>
        <source>{file} cannot be read as text: save it as CSV in UTF-8.</source>
        <translation>{file} 不能按文本读取：请另存为 UTF-8 编码的 CSV。</translation>
    </message>
    <message>
        <source>{file} cannot be read whole, at {place}: {reason}</source>
        <translation>{file} 无法完整读取，位置 {place}：{reason}</translation>
    </message>
    <message>
        <source>{file} cannot be read.</source>
        <translation>无法读取 {file}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}</source>
        <translation>{file} 无法读取：{reason}</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}.</source>
        <translation>无法读取 {file}：{why}。</translation>
    </message>
    <message>
        <source>{file} cannot be shown as a base map: ask for MBTiles with raster tiles, a GeoTIFF, or a PNG with its world file.</source>
        <translation>{file} 不能用作底图：请向提供方索要栅格瓦片的 MBTiles、GeoTIFF，或带坐标文件的 PNG。</translation>
    </message>
    <message>
        <source>{file} cannot be unpacked: {reason}</source>
        <translation>{file} 无法解压：{reason}</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}).</source>
        <translation>{file} 无法写入（{reason}）。</translation>
    </message>
    <message>
        <source>{file} cannot be written: choose another folder.</source>
        <translation>无法写入 {file}：请换一个文件夹。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {why}. Choose another folder.</source>
        <translation>无法写入 {file}：{why}。请换一个文件夹。</translation>
    </message>
    <message>
        <source>{file} could not be brought up to date ({reason}). It was left as it is.</source>
        <translation>{file} 未能升级（{reason}）。原文件保持不变。</translation>
    </message>
    <message>
        <source>{file} could not be brought up to date: {reason}</source>
        <translation>{file} 未能升级：{reason}</translation>
    </message>
    <message>
        <source>{file} could not be written ({reason}): choose another folder or free some space.</source>
        <translation>无法写入 {file}（{reason}）：请换一个文件夹，或腾出一些空间。</translation>
    </message>
    <message>
        <source>{file} could not be written: it is open in another program, or you may not write there. Close it there, or choose another name or folder.</source>
        <translation>{file} 无法写入：它正被其他程序打开，或此处不允许写入。请先在那里关闭它，或换个名称或文件夹。</translation>
    </message>
    <message>
        <source>{file} does not say its reference system: give it with --crs, or as crs in the mapping.</source>
        <translation>{file} 没有说明坐标系：请用 --crs 或在列对照中写明 crs。</translation>
    </message>
    <message>
        <source>{file} does not say its reference system: give it with --crs, or as crs in the mapping. Likely: {likely}.</source>
        <translation>{file} 没有说明坐标系：请用 --crs 或在列对照中用 crs 指定。可能是：{likely}。</translation>
    </message>
    <message>
        <source>{file} does not say its reference system: give it with --crs. Likely: {likely}.</source>
        <translation>{file} 没有说明坐标系：请用 --crs 指定。可能是：{likely}。</translation>
    </message>
    <message>
        <source>{file} does not say its reference system: name it, for example EPSG:{likely}.</source>
        <translation>{file} 没有说明坐标系：请指定，例如 EPSG:{likely}。</translation>
    </message>
    <message>
        <source>{file} does not say where it lies: ask for its world file ({ending}) and put it beside it, or for a GeoTIFF.</source>
        <translation>{file} 没有说明位置：请索要其坐标文件（{ending}）并放在同一文件夹，或索要 GeoTIFF。</translation>
    </message>
    <message>
        <source>{file} has a fault: {reason}</source>
        <translation>{file} 有错误：{reason}</translation>
    </message>
    <message>
        <source>{file} has a reference system without an EPSG number: give it with --crs, or as crs in the mapping.</source>
        <translation>{file} 的坐标系没有 EPSG 编号：请用 --crs 或在列对照中写明 crs。</translation>
    </message>
    <message>
        <source>{file} has more than 100 megapixels: make it smaller first.</source>
        <translation>{file} 超过一亿像素：请先缩小。</translation>
    </message>
    <message>
        <source>{file} has no closed polyline: cells must be drawn as closed lines; ask for their layer.</source>
        <translation>{file} 中没有闭合多段线：网格须画成闭合线；请索取网格所在图层。</translation>
    </message>
    <message>
        <source>{file} has no column for longitude or latitude: it has {there}.</source>
        <translation>{file} 没有经度或纬度列：现有 {there}。</translation>
    </message>
    <message>
        <source>{file} has no column of shapes: name it WKT, with POLYGON ((…)) in it. It has: {there}.</source>
        <translation>{file} 没有图形列：请把该列命名为 WKT，内容形如 POLYGON ((…))。现有列：{there}。</translation>
    </message>
    <message>
        <source>{file} has no column {columns}: it has {there}.</source>
        <translation>{file} 中没有列 {columns}：有 {there}。</translation>
    </message>
    <message>
        <source>{file} has no field {field} for {option}: it has {fields}.</source>
        <translation>{file} 没有 {option} 指定的字段 {field}：有 {fields}。</translation>
    </message>
    <message>
        <source>{file} has no field {field}: it has {there}.</source>
        <translation>{file} 没有字段“{field}”：它有 {there}。</translation>
    </message>
    <message>
        <source>{file} has no header row: {numbers} of the {cells} cells in its row {row} are numbers or dates. Put the names of the columns into the first row.</source>
        <translation>{file} 没有标题行：第 {row} 行的 {cells} 个单元格中有 {numbers} 个是数字或日期。请把列名放在第一行。</translation>
    </message>
    <message>
        <source>{file} has no layer called {layer}. It has: {layers}.</source>
        <translation>{file} 中没有图层 {layer}。有：{layers}。</translation>
    </message>
    <message>
        <source>{file} has no layer with shapes in it.</source>
        <translation>{file} 中没有带图形的图层。</translation>
    </message>
    <message>
        <source>{file} has no layer {layer}: it has {names}.</source>
        <translation>{file} 中没有图层 {layer}：有 {names}。</translation>
    </message>
    <message>
        <source>{file} has no polygon with a code: nothing to bring in.</source>
        <translation>{file} 中没有带编码的多边形，无可导入。</translation>
    </message>
    <message>
        <source>{file} has no polygon: cells are polygons. Bring points and lines in as records.</source>
        <translation>{file} 中没有面：网格必须是面。点和线请作为台账记录导入。</translation>
    </message>
    <message>
        <source>{file} has no row of headings and no labels with empty cells beside them: is it the empty form?</source>
        <translation>{file} 没有表头行，也没有右侧留空的项目：这是空白表吗？</translation>
    </message>
    <message>
        <source>{file} has no row of headings: a form needs at least two columns with names.</source>
        <translation>{file} 没有表头：表格至少要有两个带名称的栏目。</translation>
    </message>
    <message>
        <source>{file} has no row {row} to take the column names from.</source>
        <translation>{file} 没有第 {row} 行可作列名。</translation>
    </message>
    <message>
        <source>{file} has no sheet called {sheet}. It has: {sheets}.</source>
        <translation>{file} 中没有工作表 {sheet}。有：{sheets}。</translation>
    </message>
    <message>
        <source>{file} has no track: it needs two places at least.</source>
        <translation>{file} 中没有轨迹：至少要有两个位置。</translation>
    </message>
    <message>
        <source>{file} has several layers: choose one with --source-layer ({names}).</source>
        <translation>{file} 有多个图层：请用 --source-layer 指定（{names}）。</translation>
    </message>
    <message>
        <source>{file} has several layers: {layers}. Say which one with --sheet, or as sheet in the mapping.</source>
        <translation>{file} 有多个图层：{layers}。请用 --sheet 或在列对照中用 sheet 指定。</translation>
    </message>
    <message>
        <source>{file} has {n} faults; the first: {reason} See gridgov workflow check.</source>
        <translation>{file} 有 {n} 处错误，第一处：{reason} 详见 gridgov workflow check。</translation>
    </message>
    <message>
        <source>{file} has {n} vertices, too many to draw: ask for a simplified copy, or for a picture of it (MBTiles).</source>
        <translation>{file} 有 {n} 个节点，过多而无法绘制：请索要简化后的版本，或索要其图片（MBTiles）。</translation>
    </message>
    <message>
        <source>{file} has {part} but no .shp: ask for the whole shapefile (.shp, .shx, .dbf, .prj).</source>
        <translation>{file} 里有 {part} 却没有 .shp：请索取完整的 Shapefile（.shp、.shx、.dbf、.prj）。</translation>
    </message>
    <message>
        <source>{file} holds measured values or colours of another kind: ask for an 8-bit RGB GeoTIFF of it.</source>
        <translation>{file} 中是测量值或其他类型的颜色：请索要 8 位 RGB 的 GeoTIFF。</translation>
    </message>
    <message>
        <source>{file} holds no feature: ask for the file again.</source>
        <translation>{file} 中没有要素：请重新索取。</translation>
    </message>
    <message>
        <source>{file} holds no lines and no areas: a ground map is made of those.</source>
        <translation>{file} 中没有线也没有面：矢量底图由线和面组成。</translation>
    </message>
    <message>
        <source>{file} holds no map file: it has {names}.</source>
        <translation>{file} 里没有地图文件，只有：{names}。</translation>
    </message>
    <message>
        <source>{file} holds no points: it needs a name, a longitude and a latitude.</source>
        <translation>{file} 中没有点位：需要名称、经度和纬度。</translation>
    </message>
    <message>
        <source>{file} holds no service: it needs the columns {columns}.</source>
        <translation>{file} 中没有服务事项：需要这些列：{columns}。</translation>
    </message>
    <message>
        <source>{file} holds no setting that is known here.</source>
        <translation>{file} 里没有本程序认识的设置。</translation>
    </message>
    <message>
        <source>{file} holds no tiles: ask for it again.</source>
        <translation>{file} 中没有瓦片：请重新索要。</translation>
    </message>
    <message>
        <source>{file} holds several map files ({names}): unpack it and give one.</source>
        <translation>{file} 里有多个地图文件（{names}）：请解压后选择其中一个。</translation>
    </message>
    <message>
        <source>{file} holds the settings.</source>
        <translation>设置已写入 {file}。</translation>
    </message>
    <message>
        <source>{file} holds tiles that are no PNG, JPEG or WebP: ask for those.</source>
        <translation>{file} 中的瓦片不是 PNG、JPEG 或 WebP：请索要这几种。</translation>
    </message>
    <message>
        <source>{file} holds vector tiles: ask for raster tiles (PNG, JPEG or WebP).</source>
        <translation>{file} 中是矢量瓦片：请索要栅格瓦片（PNG、JPEG 或 WebP）。</translation>
    </message>
    <message>
        <source>{file} is a GeoPackage of another program. Make a new district file and import it there.</source>
        <translation>{file} 是其他程序的 GeoPackage。请新建辖区文件，再把它导入。</translation>
    </message>
    <message>
        <source>{file} is a damaged picture: choose another file.</source>
        <translation>{file} 这张图片已损坏：请另选文件。</translation>
    </message>
    <message>
        <source>{file} is a database, not a text table. Give a GeoPackage the ending .gpkg.</source>
        <translation>{file} 是数据库，不是文本表格。GeoPackage 请用 .gpkg 后缀。</translation>
    </message>
    <message>
        <source>{file} is a folder. Name a file in it.</source>
        <translation>{file} 是文件夹。请指定其中的文件。</translation>
    </message>
    <message>
        <source>{file} is a part of a shapefile: ask the sender for the whole (.shp, .shx, .dbf, .prj).</source>
        <translation>{file} 只是 Shapefile 的一部分：请向提供方索取全套文件（.shp、.shx、.dbf、.prj）。</translation>
    </message>
    <message>
        <source>{file} is a spreadsheet, not a text table. Give it the ending .xlsx or .xls.</source>
        <translation>{file} 是电子表格，不是文本表格。请改用 .xlsx 或 .xls 后缀。</translation>
    </message>
    <message>
        <source>{file} is being written by another program. Nothing was changed; close it there and try again.</source>
        <translation>另一个程序正在写 {file}。未作任何更改；请在那边关闭后重试。</translation>
    </message>
    <message>
        <source>{file} is being written by {name} at {machine}. Nothing was changed; try again when that is done.</source>
        <translation>{machine} 上的 {name} 正在写入 {file}。没有任何改动；请等对方写完后再试。</translation>
    </message>
    <message>
        <source>{file} is damaged. Open a backup of it, and keep this file for repair.</source>
        <translation>{file} 已损坏。请打开它的备份，并保留此文件以便修复。</translation>
    </message>
    <message>
        <source>{file} is empty: ask for the file again.</source>
        <translation>{file} 是空文件：请重新索取。</translation>
    </message>
    <message>
        <source>{file} is empty: choose another file.</source>
        <translation>{file} 是空文件：请选择其他文件。</translation>
    </message>
    <message>
        <source>{file} is empty: there is no feature in it.</source>
        <translation>{file} 是空的：没有要素。</translation>
    </message>
    <message>
        <source>{file} is empty: there is no layer in it.</source>
        <translation>{file} 是空的：没有图层。</translation>
    </message>
    <message>
        <source>{file} is empty: there is no row in it.</source>
        <translation>{file} 是空的：没有数据行。</translation>
    </message>
    <message>
        <source>{file} is locked with a password. Save it without one.</source>
        <translation>{file} 有密码。请另存为无密码文件。</translation>
    </message>
    <message>
        <source>{file} is neither UTF-8 nor GB18030 (GBK) text. Save it again as 'CSV UTF-8' and import that file.</source>
        <translation>{file} 既不是 UTF-8 也不是 GB18030（GBK）文本。请另存为“CSV UTF-8”后再导入。</translation>
    </message>
    <message>
        <source>{file} is no .docx document: save it as .docx and give that.</source>
        <translation>{file} 不是 .docx 文档：请另存为 .docx 后再试。</translation>
    </message>
    <message>
        <source>{file} is no .xlsx workbook: save it as .xlsx and give that.</source>
        <translation>{file} 不是 .xlsx 工作簿：请另存为 .xlsx 后再选。</translation>
    </message>
    <message>
        <source>{file} is no GPX: {reason}.</source>
        <translation>{file} 不是 GPX 文件：{reason}。</translation>
    </message>
    <message>
        <source>{file} is no GeoJSON: broken JSON in line {line}, column {column}.</source>
        <translation>{file} 不是 GeoJSON：第 {line} 行第 {column} 列 JSON 有误。</translation>
    </message>
    <message>
        <source>{file} is no MBTiles file: ask for one with raster tiles.</source>
        <translation>{file} 不是 MBTiles 文件：请索要栅格瓦片的 MBTiles。</translation>
    </message>
    <message>
        <source>{file} is no TIFF that can be read: ask for it again.</source>
        <translation>{file} 不是可读的 TIFF：请重新索要。</translation>
    </message>
    <message>
        <source>{file} is no archive that can be unpacked: ask for it again.</source>
        <translation>{file} 无法解压：请重新索取。</translation>
    </message>
    <message>
        <source>{file} is no catalogue: it needs the columns {columns}.</source>
        <translation>{file} 不是事项目录：需要 {columns} 列。</translation>
    </message>
    <message>
        <source>{file} is no district file: bring it in first, then mend it there.</source>
        <translation>{file} 不是本程序的文件：请先导入，再在其中修复。</translation>
    </message>
    <message>
        <source>{file} is no file of gridgov's settings.</source>
        <translation>{file} 不是 gridgov 的设置文件。</translation>
    </message>
    <message>
        <source>{file} is no longer there: it was moved, renamed or deleted.</source>
        <translation>{file} 已不在原处：可能被移动、改名或删除。</translation>
    </message>
    <message>
        <source>{file} is no picture that can be read: ask for it again.</source>
        <translation>{file} 不是可读的图片：请重新索要。</translation>
    </message>
    <message>
        <source>{file} is no table of allowed pairs: it needs the columns 'from' and 'to'.</source>
        <translation>{file} 不是允许转移表：需要“from”和“to”两列。</translation>
    </message>
    <message>
        <source>{file} is no world file of six numbers: ask for it again.</source>
        <translation>{file} 不是含六个数的坐标文件：请重新索要。</translation>
    </message>
    <message>
        <source>{file} is not GeoJSON with features: its type is {type}, not FeatureCollection.</source>
        <translation>{file} 不是带要素的 GeoJSON：类型是 {type}，不是 FeatureCollection。</translation>
    </message>
    <message>
        <source>{file} is not a district file of gridgov. Import it into one instead.</source>
        <translation>{file} 不是 gridgov 的辖区文件。请把它导入到辖区文件中。</translation>
    </message>
    <message>
        <source>{file} is not a spreadsheet, whatever its name says. Save it from the spreadsheet program as .xlsx.</source>
        <translation>{file} 不是电子表格，尽管文件名如此。请在表格软件中另存为 .xlsx。</translation>
    </message>
    <message>
        <source>{file} is not as it was when it was compared: compare it again.</source>
        <translation>{file} 与比对时不同：请重新比对。</translation>
    </message>
    <message>
        <source>{file} is not the file that batch {batch} came from.</source>
        <translation>{file} 不是批次 {batch} 的来源文件。</translation>
    </message>
    <message>
        <source>{file} is not there any more: find it again, or take it off the list.</source>
        <translation>{file} 已不在原处：请重新找到它，或将其从列表中移除。</translation>
    </message>
    <message>
        <source>{file} is not there. It may have been moved or renamed.</source>
        <translation>找不到 {file}。它可能已被移动或改名。</translation>
    </message>
    <message>
        <source>{file} is not there. Look whether its name and folder are right.</source>
        <translation>找不到 {file}。请检查文件名和文件夹。</translation>
    </message>
    <message>
        <source>{file} is not there: check the name.</source>
        <translation>找不到 {file}：请检查文件名。</translation>
    </message>
    <message>
        <source>{file} is not there: choose another file.</source>
        <translation>找不到 {file}：请另选文件。</translation>
    </message>
    <message>
        <source>{file} is not there: copy the folder {folder} beside the district file.</source>
        <translation>{file} 不在：请把文件夹 {folder} 复制到区域文件旁。</translation>
    </message>
    <message>
        <source>{file} is not written in {encoding}. Name another encoding.</source>
        <translation>{file} 不是 {encoding} 编码。请另选编码。</translation>
    </message>
    <message>
        <source>{file} is of a kind that cannot be read as records. Give a CSV, TSV, XLSX, GeoJSON or GeoPackage file.</source>
        <translation>{file} 的类型不能作为记录读取。请提供 CSV、TSV、XLSX、GeoJSON 或 GeoPackage 文件。</translation>
    </message>
    <message>
        <source>{file} is ready to fill in.</source>
        <translation>{file} 已生成，可以填写。</translation>
    </message>
    <message>
        <source>{file} is ready. Next: gridgov import cells SOURCE --into {file} --layer unit_cell</source>
        <translation>{file} 已建好。下一步：gridgov import cells 来源文件 --into {file} --layer unit_cell</translation>
    </message>
    <message>
        <source>{file} is there already. Choose another name, or open it.</source>
        <translation>{file} 已存在。请换个名字，或直接打开它。</translation>
    </message>
    <message>
        <source>{file} is there already: choose another name, or delete it first.</source>
        <translation>{file} 已存在：请换个名字，或先删除。</translation>
    </message>
    <message>
        <source>{file} is too large to be read whole: ask for a tiled GeoTIFF or MBTiles of it.</source>
        <translation>{file} 太大，无法整幅读取：请索要分块的 GeoTIFF 或 MBTiles。</translation>
    </message>
    <message>
        <source>{file} is very large and has no smaller copies in it: ask for it with overviews, or as MBTiles.</source>
        <translation>{file} 很大且没有缩略层：请索要带金字塔（overviews）的版本，或 MBTiles。</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} 已生成。</translation>
    </message>
    <message>
        <source>{file} is {what}, which cannot be read here: ask the sender for {ask}.</source>
        <translation>{file} 是{what}，这里无法读取：请向提供方索取{ask}。</translation>
    </message>
    <message>
        <source>{file} may only be read. Copy it to a place you may write to, and open the copy.</source>
        <translation>{file} 只能读取。请把它复制到可写的位置，再打开副本。</translation>
    </message>
    <message>
        <source>{file} may only be read. Nothing was changed; copy it to a place you may write to.</source>
        <translation>{file} 只能读取。未作任何更改；请把它复制到可写的位置。</translation>
    </message>
    <message>
        <source>{file} must end in {forms}.</source>
        <translation>{file} 的扩展名必须是 {forms} 之一。</translation>
    </message>
    <message>
        <source>{file} needs the columns name, x, y, x2, y2: {missing} is not there.</source>
        <translation>{file} 需要列 name、x、y、x2、y2：缺少 {missing}。</translation>
    </message>
    <message>
        <source>{file} sounds like a public map in GCJ-02, which lies some 500 m off: say --gcj02 if it is, --no-gcj02 if it was put right already.</source>
        <translation>{file} 看来是 GCJ-02 的公开地图，会偏移约 500 米：如确是，请加 --gcj02；如已纠偏，请加 --no-gcj02。</translation>
    </message>
    <message>
        <source>{file} unpacks to more than {n} GB: unpack it and give the map file.</source>
        <translation>{file} 解压后超过 {n} GB：请先解压，再选择地图文件。</translation>
    </message>
    <message>
        <source>{file} was altered since it was kept: take it from a backup.</source>
        <translation>{file} 保存后被改动过：请从备份中取回。</translation>
    </message>
    <message>
        <source>{file} was closed while it was still in use.</source>
        <translation>{file} 仍在使用时就被关闭了。</translation>
    </message>
    <message>
        <source>{file} was made by a newer gridgov (format {version}; this one knows {known}). Update gridgov to open it.</source>
        <translation>{file} 由更新版本的 gridgov 生成（格式 {version}，本程序只认识到 {known}）。请升级 gridgov 后再打开。</translation>
    </message>
    <message>
        <source>{file} was written by a later version of gridgov.</source>
        <translation>{file} 由更新版本的 gridgov 写成。</translation>
    </message>
    <message>
        <source>{file}, after row {row}: this is not a table of text ({why}).</source>
        <translation>{file} 第 {row} 行之后：不是文本表格（{why}）。</translation>
    </message>
    <message>
        <source>{file}, feature {row}: this is not a GeoJSON feature.</source>
        <translation>{file} 第 {row} 个要素：不是 GeoJSON 要素。</translation>
    </message>
    <message>
        <source>{file}, line {line}, character {column}: this is not valid JSON ({why}).</source>
        <translation>{file} 第 {line} 行第 {column} 个字符：JSON 有误（{why}）。</translation>
    </message>
    <message>
        <source>{file}, place {row}: {x}, {y} is no longitude and latitude.</source>
        <translation>{file} 第 {row} 个位置：{x}、{y} 不是经纬度。</translation>
    </message>
    <message>
        <source>{file}, row {row}: 'to' is empty. Name the state that the step leads to.</source>
        <translation>{file} 第 {row} 行：“to”为空。请写明该步骤通向的状态。</translation>
    </message>
    <message>
        <source>{file}, row {row}: a control point needs four numbers.</source>
        <translation>{file} 第 {row} 行：控制点需要四个数。</translation>
    </message>
    <message>
        <source>{file}, row {row}: a matter needs a first level and a name.</source>
        <translation>{file} 第 {row} 行：事项需要一级分类和名称。</translation>
    </message>
    <message>
        <source>{file}, row {row}: a quotation mark is opened there and not closed for more than 200 lines. Close it or take it away.</source>
        <translation>{file} 第 {row} 行：引号打开后超过 200 行没有闭合。请补上或去掉。</translation>
    </message>
    <message>
        <source>{file}, row {row}: {reason}</source>
        <translation>{file} 第 {row} 行：{reason}</translation>
    </message>
    <message>
        <source>{file}, sheet {sheet}: there is no row in it.</source>
        <translation>{file} 的工作表 {sheet} 没有数据行。</translation>
    </message>
    <message>
        <source>{file}: the disk could not be read or written. Nothing was changed.</source>
        <translation>{file}：磁盘无法读写。未作任何更改。</translation>
    </message>
    <message>
        <source>{file}: the disk is full. Nothing was changed; free some space and try again.</source>
        <translation>{file}：磁盘已满。未作任何更改；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>{folder} is not there. Make the folder, or choose another.</source>
        <translation>找不到文件夹 {folder}。请新建，或另选一个。</translation>
    </message>
    <message>
        <source>{giver} hands over to you, {at}</source>
        <translation>{giver} 于 {at} 交班给您</translation>
    </message>
    <message>
        <source>{key}  cell {code} is mended: {sentence}</source>
        <translation>{key}  修复网格 {code}：{sentence}</translation>
    </message>
    <message>
        <source>{key} is a finding again.</source>
        <translation>{key} 已重新列为问题。</translation>
    </message>
    <message>
        <source>{kind}, spelt alike</source>
        <translation>{kind}（相近结果）</translation>
    </message>
    <message>
        <source>{layer} cannot name a layer: use small letters, digits and _.</source>
        <translation>{layer} 不能作为图层标识：请用小写字母、数字和下划线。</translation>
    </message>
    <message>
        <source>{layer} {code}, by ruling {n}: {reason}</source>
        <translation>{layer} {code}，按第 {n} 号裁定：{reason}</translation>
    </message>
    <message>
        <source>{left} of working time until {due}</source>
        <translation>距 {due} {left}（工作时间）</translation>
    </message>
    <message>
        <source>{name} (personal)</source>
        <translation>{name}（个人信息）</translation>
    </message>
    <message>
        <source>{name} ({n} rows)</source>
        <translation>{name}（{n} 行）</translation>
    </message>
    <message>
        <source>{name} cannot be turned into another system without local parameters: the result would be wrong by tens of metres. Ask the sender for CGCS2000, or give parameters or control points.</source>
        <translation>没有当地参数，{name} 不能转换到其他坐标系：结果会差几十米。请向提供方索取 CGCS2000 数据，或给出转换参数、控制点。</translation>
    </message>
    <message>
        <source>{name} cannot be turned into another system without local parameters: the result would be wrong by tens of metres. Ask the sender for CGCS2000.</source>
        <translation>没有本地参数，{name} 不能转换到其他坐标系：结果会差几十米。请对方提供 CGCS2000 数据。</translation>
    </message>
    <message>
        <source>{name} cannot stand in for themselves.</source>
        <translation>{name} 不能代替自己。</translation>
    </message>
    <message>
        <source>{name} does not answer: the map is shown without it.</source>
        <translation>{name} 没有回应：地图上暂不显示它。</translation>
    </message>
    <message>
        <source>{name} is a base map now ({id}).</source>
        <translation>{name} 已加为底图（{id}）。</translation>
    </message>
    <message>
        <source>{name} is at work already. Add something that tells the two apart.</source>
        <translation>{name} 已在岗。请加上能区分两人的字样。</translation>
    </message>
    <message>
        <source>{name} is no longer at work.</source>
        <translation>{name} 已离岗。</translation>
    </message>
    <message>
        <source>{name} is not at work in this file. At work: {names}.</source>
        <translation>{name} 不在此文件的在岗人员中。在岗：{names}。</translation>
    </message>
    <message>
        <source>{name} is not kept here, by rule.</source>
        <translation>按规定，这里不保存“{name}”。</translation>
    </message>
    <message>
        <source>{name} is off the list.</source>
        <translation>{name} 已从列表中移除。</translation>
    </message>
    <message>
        <source>{name} is on the list.</source>
        <translation>{name} 已加入人员表。</translation>
    </message>
    <message>
        <source>{name} is the only administrator. Add another one first.</source>
        <translation>{name} 是唯一的管理员。请先添加另一位管理员。</translation>
    </message>
    <message>
        <source>{name} is under the map now.</source>
        <translation>{name} 已置于地图之下。</translation>
    </message>
    <message>
        <source>{name} may not do this: the right '{right}' is missing.</source>
        <translation>{name} 不能这样做：缺少权限“{right}”。</translation>
    </message>
    <message>
        <source>{name} may not export personal columns ({columns}).</source>
        <translation>{name} 无权导出个人信息列（{columns}）。</translation>
    </message>
    <message>
        <source>{name} may not put on a map where people live ({what}).</source>
        <translation>{name} 无权在地图上显示谁住在哪里（{what}）。</translation>
    </message>
    <message>
        <source>{name} sounds like a public map in GCJ-02, which lies some 500 m off.</source>
        <translation>{name} 看来是 GCJ-02 的公开地图，会偏移约 500 米。</translation>
    </message>
    <message>
        <source>{name} · this file has no passwords yet</source>
        <translation>{name} · 本文件尚未设置密码</translation>
    </message>
    <message>
        <source>{name}: '{value}' cannot be chosen: {allowed}.</source>
        <translation>{name}：不能选“{value}”，可选 {allowed}。</translation>
    </message>
    <message>
        <source>{name}: there is no record yet.</source>
        <translation>{name}：还没有记录。</translation>
    </message>
    <message>
        <source>{name}: tile services are switched off.</source>
        <translation>{name}：网络瓦片服务未开启。</translation>
    </message>
    <message>
        <source>{name}: {homes} homes, {people} people</source>
        <translation>{name}：{homes} 套房屋，{people} 人</translation>
    </message>
    <message>
        <source>{name}: {n}; open the list</source>
        <translation>{name}：{n}，打开列表</translation>
    </message>
    <message>
        <source>{number} is off your shortlist.</source>
        <translation>{number} 已移出关注。</translation>
    </message>
    <message>
        <source>{number} is on your shortlist.</source>
        <translation>{number} 已加入关注。</translation>
    </message>
    <message>
        <source>{number} was merged; it can be taken back at any time.</source>
        <translation>{number} 已并案；可随时撤销。</translation>
    </message>
    <message>
        <source>{number}: done.</source>
        <translation>{number}：已办理。</translation>
    </message>
    <message>
        <source>{number}: {before} → {after}</source>
        <translation>{number}：{before} → {after}</translation>
    </message>
    <message>
        <source>{n} are too many to find one again: take some away first.</source>
        <translation>{n} 项太多，不易查找：请先删除一些。</translation>
    </message>
    <message>
        <source>{n} boxes are not in the order west, south, east, north.</source>
        <translation>{n} 个范围框不是按西、南、东、北的顺序。</translation>
    </message>
    <message>
        <source>{n} cases were opened.</source>
        <translation>已开立 {n} 个案件。</translation>
    </message>
    <message>
        <source>{n} cases would go to another unit; {m} have no owner.</source>
        <translation>{n} 个案件将改派他单位；{m} 个无人认领。</translation>
    </message>
    <message>
        <source>{n} cells</source>
        <translation>{n} 个网格</translation>
    </message>
    <message>
        <source>{n} cells can be mended; nothing was changed.</source>
        <translation>可修复 {n} 个网格；没有任何改动。</translation>
    </message>
    <message>
        <source>{n} cells differ from what gridgov wrote. Accept them as a new version (former shapes are kept, records are attached anew), or put the layer back as it was.</source>
        <translation>有 {n} 个网格与 gridgov 写入的不同。可以接受为新版本（保留原有边界，重新归属各类记录），或恢复原样。</translation>
    </message>
    <message>
        <source>{n} cells of the layer are not in the file and were kept: {codes}.</source>
        <translation>图层中有 {n} 个网格不在文件里，已保留：{codes}。</translation>
    </message>
    <message>
        <source>{n} cells selected</source>
        <translation>已选 {n} 个网格</translation>
    </message>
    <message>
        <source>{n} cells were mended.</source>
        <translation>已修复 {n} 个网格。</translation>
    </message>
    <message>
        <source>{n} cells were mended; --undo {number} takes it back.</source>
        <translation>已修复 {n} 个网格；用 --undo {number} 可以撤回。</translation>
    </message>
    <message>
        <source>{n} changes, the newest first.</source>
        <translation>共 {n} 次变更，最近的在前。</translation>
    </message>
    <message>
        <source>{n} chosen records</source>
        <translation>所选 {n} 条记录</translation>
    </message>
    <message>
        <source>{n} collections hold one geometry alone or another collection.</source>
        <translation>{n} 个集合只含一个图形或嵌套集合。</translation>
    </message>
    <message>
        <source>{n} control points gave dx {dx} m, dy {dy} m, rotation {rotation}″, scale {scale} ppm; residuals {rms} m on average, {worst} m at {name}.</source>
        <translation>{n} 个控制点求得 dx {dx} 米、dy {dy} 米、旋转 {rotation}″、尺度 {scale} ppm；残差平均 {rms} 米，最大 {worst} 米（{name}）。</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>{n} features examined.</source>
        <translation>共检查 {n} 个图形。</translation>
    </message>
    <message>
        <source>{n} fields of the list</source>
        <translation>采用 {n} 个字段</translation>
    </message>
    <message>
        <source>{n} findings are looked at again.</source>
        <translation>{n} 个问题重新列出。</translation>
    </message>
    <message>
        <source>{n} findings need a person: their neighbours would have to move.</source>
        <translation>另有 {n} 个问题须由人处理：修复会牵动相邻网格。</translation>
    </message>
    <message>
        <source>{n} findings were left: see --left.</source>
        <translation>另有 {n} 个问题已保留：见 --left。</translation>
    </message>
    <message>
        <source>{n} findings; {can} can be mended without moving a neighbour; {kept} were left.</source>
        <translation>{n} 个问题；{can} 个不动相邻网格即可修复；{kept} 个已保留。</translation>
    </message>
    <message>
        <source>{n} groups, {rows} rows</source>
        <translation>{n} 组，共 {rows} 行</translation>
    </message>
    <message>
        <source>{n} likely doubles</source>
        <translation>{n} 对疑似重复</translation>
    </message>
    <message>
        <source>{n} lines cross the 180th meridian and should be cut there.</source>
        <translation>{n} 条线跨越 180 度经线，应在该处断开。</translation>
    </message>
    <message>
        <source>{n} lines have no length.</source>
        <translation>{n} 条线没有长度。</translation>
    </message>
    <message>
        <source>{n} matters</source>
        <translation>共 {n} 项</translation>
    </message>
    <message>
        <source>{n} matters were noted as done today.</source>
        <translation>{n} 个事项已记为今天完成。</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>{n} more are not shown.</source>
        <translation>另有 {n} 件未列出。</translation>
    </message>
    <message>
        <source>{n} more differences.</source>
        <translation>另有 {n} 处差异。</translation>
    </message>
    <message>
        <source>{n} more findings: see the doctor.</source>
        <translation>另有 {n} 个问题：见体检。</translation>
    </message>
    <message>
        <source>{n} more rows were kept aside: see the receipt.</source>
        <translation>另有 {n} 行搁置：见回执。</translation>
    </message>
    <message>
        <source>{n} multi-part geometries have one part alone.</source>
        <translation>{n} 个多部件图形只有一个部件。</translation>
    </message>
    <message>
        <source>{n} new matters.</source>
        <translation>新增 {n} 个事项。</translation>
    </message>
    <message>
        <source>{n} new services.</source>
        <translation>新增 {n} 项服务。</translation>
    </message>
    <message>
        <source>{n} objects have members of another type of object, which are not read.</source>
        <translation>{n} 个对象带有其他类型的成员，未读取。</translation>
    </message>
    <message>
        <source>{n} of last time are not in the list any more:</source>
        <translation>上次在名单上、这次不在的有 {n} 条：</translation>
    </message>
    <message>
        <source>{n} of the people do not live here (any more): look at the home again.</source>
        <translation>其中 {n} 人已不住在这里：请重新打开这户再看。</translation>
    </message>
    <message>
        <source>{n} of them are owed care</source>
        <translation>其中关爱对象 {n} 人</translation>
    </message>
    <message>
        <source>{n} of {all} columns were matched; put the others right.</source>
        <translation>已匹配 {all} 栏中的 {n} 栏；请补齐其余栏目。</translation>
    </message>
    <message>
        <source>{n} opinions on {topic} in {days} days: {numbers}</source>
        <translation>{days} 天内 {n} 条关于“{topic}”的民情：{numbers}</translation>
    </message>
    <message>
        <source>{n} organizations</source>
        <translation>组织 {n} 家</translation>
    </message>
    <message>
        <source>{n} people</source>
        <translation>{n} 人</translation>
    </message>
    <message>
        <source>{n} people are registered elsewhere than they live.</source>
        <translation>{n} 人人户分离。</translation>
    </message>
    <message>
        <source>{n} people live here</source>
        <translation>居住 {n} 人</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张照片</translation>
    </message>
    <message>
        <source>{n} photos go with the case.</source>
        <translation>{n} 张照片随案件保存。</translation>
    </message>
    <message>
        <source>{n} places were never looked up in the layer {layer}.</source>
        <translation>有 {n} 个位置还没有在图层 {layer} 中确定所在网格。</translation>
    </message>
    <message>
        <source>{n} positions come twice, one after the other.</source>
        <translation>{n} 个坐标连续重复。</translation>
    </message>
    <message>
        <source>{n} positions have more than nine decimals, which is less than a tenth of a millimetre.</source>
        <translation>{n} 个坐标的小数超过九位，不足十分之一毫米。</translation>
    </message>
    <message>
        <source>{n} positions have more than three numbers; the others are not read.</source>
        <translation>{n} 个坐标超过三个数，多余的未读取。</translation>
    </message>
    <message>
        <source>{n} positions lie outside of the degrees that there are.</source>
        <translation>{n} 个坐标超出经纬度范围。</translation>
    </message>
    <message>
        <source>{n} records fit</source>
        <translation>{n} 条记录符合</translation>
    </message>
    <message>
        <source>{n} records in no cell or in several</source>
        <translation>未归格 {n} 条</translation>
    </message>
    <message>
        <source>{n} records selected: {what}</source>
        <translation>已选 {n} 条记录：{what}</translation>
    </message>
    <message>
        <source>{n} records were placed by their address, {left} were not.</source>
        <translation>{n} 条记录已按地址落位，{left} 条未能落位。</translation>
    </message>
    <message>
        <source>{n} references of earlier records found what they name.</source>
        <translation>先前记录中有 {n} 处引用找到了所指的记录。</translation>
    </message>
    <message>
        <source>{n} references were not found and were kept as written.</source>
        <translation>{n} 处关联未找到，已按原样保留。</translation>
    </message>
    <message>
        <source>{n} rings end a little beside where they begin; they are closed on the way in.</source>
        <translation>{n} 个环首尾略有偏差，读入时已闭合。</translation>
    </message>
    <message>
        <source>{n} rings turn the wrong way round; they are turned on the way in.</source>
        <translation>{n} 个环的方向不对，读入时已纠正。</translation>
    </message>
    <message>
        <source>{n} rounds, {late} due</source>
        <translation>{n} 条路线，{late} 条到期</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} rows are on the clipboard.</source>
        <translation>已复制 {n} 行到剪贴板。</translation>
    </message>
    <message>
        <source>{n} rows have a class that is not in the tables; it was kept as written.</source>
        <translation>{n} 行的类别不在分类表中，已按原样保留。</translation>
    </message>
    <message>
        <source>{n} rows have a wrong citizen number or credit code; it was kept and marked.</source>
        <translation>{n} 行的公民身份号码或统一社会信用代码有误；已保留并标记。</translation>
    </message>
    <message>
        <source>{n} rows have a wrong number or too long a text; it was kept and marked: see the receipt.</source>
        <translation>{n} 行的号码有误或文字过长；已照原样保留并作标记，见回执。</translation>
    </message>
    <message>
        <source>{n} rows wait. Mend what is marked, then bring them in.</source>
        <translation>有 {n} 行待改。改好标出的内容后再导入。</translation>
    </message>
    <message>
        <source>{n} rows were written to {file}.</source>
        <translation>已写入 {n} 行：{file}。</translation>
    </message>
    <message>
        <source>{n} rows without coordinates were placed by their address; each page says how sure that is.</source>
        <translation>{n} 行没有坐标，已按地址落位；精确程度见各条记录的页面。</translation>
    </message>
    <message>
        <source>{n} rows: {parts}</source>
        <translation>共 {n} 行：{parts}</translation>
    </message>
    <message>
        <source>{n} selected: {step}</source>
        <translation>已选 {n} 件：{step}</translation>
    </message>
    <message>
        <source>{n} settings were taken over.</source>
        <translation>已采用 {n} 项设置。</translation>
    </message>
    <message>
        <source>{n} things to know of</source>
        <translation>有 {n} 件事需要知道</translation>
    </message>
    <message>
        <source>{n} values are missing:</source>
        <translation>缺少 {n} 项：</translation>
    </message>
    <message>
        <source>{n} values are missing: Enter opens the record.</source>
        <translation>缺少 {n} 项：回车打开记录。</translation>
    </message>
    <message>
        <source>{n} values changed, {new} new, {gone} gone.</source>
        <translation>{n} 处有变化，新增 {new}，减少 {gone}。</translation>
    </message>
    <message>
        <source>{n} wait for a ruling.</source>
        <translation>{n} 条待裁定。</translation>
    </message>
    <message>
        <source>{open} open ({overdue} overdue) · {waiting} waiting · {done} done · {void} void</source>
        <translation>在办 {open} 件（其中超期 {overdue}）· 挂起 {waiting} · 已结 {done} · 作废 {void}</translation>
    </message>
    <message>
        <source>{parts}: a click lists them</source>
        <translation>{parts}：单击列出</translation>
    </message>
    <message>
        <source>{place}: {reason}</source>
        <translation>{place}：{reason}</translation>
    </message>
    <message>
        <source>{range}: {count} cells</source>
        <translation>{range}：{count} 个网格</translation>
    </message>
    <message>
        <source>{register} has no field {names}: it has {fields}.</source>
        <translation>{register} 没有字段 {names}：有 {fields}。</translation>
    </message>
    <message>
        <source>{role} is no role. Roles: {roles}.</source>
        <translation>没有角色 {role}。可用角色：{roles}。</translation>
    </message>
    <message>
        <source>{rows} rows written to {file}.</source>
        <translation>已写出 {rows} 行到 {file}。</translation>
    </message>
    <message>
        <source>{rows} rows: {added} added, {changed} changed, {same} the same, {rejected} kept aside.</source>
        <translation>共 {rows} 行：新增 {added}，变更 {changed}，未变 {same}，搁置 {rejected}。</translation>
    </message>
    <message>
        <source>{rows} rows: {added} added, {changed} changed, {same} the same, {skipped} skipped, {rejected} kept aside; {unattached} lie in no cell or in several.</source>
        <translation>共 {rows} 行：新增 {added}，变更 {changed}，未变 {same}，跳过 {skipped}，搁置 {rejected}；其中 {unattached} 条不在任何网格内或同时落在多个网格内。</translation>
    </message>
    <message>
        <source>{service}: case {number} was opened.</source>
        <translation>{service}：已开立案件 {number}。</translation>
    </message>
    <message>
        <source>{service}: ended today.</source>
        <translation>{service}：今天终止。</translation>
    </message>
    <message>
        <source>{service}: noted.</source>
        <translation>{service}：已登记。</translation>
    </message>
    <message>
        <source>{shown} of {total} rows shown.</source>
        <translation>显示 {shown} 行，共 {total} 行。</translation>
    </message>
    <message>
        <source>{stage}, from {at}</source>
        <translation>{stage}，自 {at}</translation>
    </message>
    <message>
        <source>{step}: {done} done, {failed} not.</source>
        <translation>{step}：成功 {done} 件，未成 {failed} 件。</translation>
    </message>
    <message>
        <source>{text} are no parameters: give four (dx, dy in m, rotation in seconds, scale in ppm) or seven (dx, dy, dz in m, rx, ry, rz in seconds, scale in ppm), joined by commas.</source>
        <translation>{text} 不是转换参数：请给出四个（dx、dy 米，旋转秒，尺度 ppm）或七个（dx、dy、dz 米，rx、ry、rz 秒，尺度 ppm），用逗号隔开。</translation>
    </message>
    <message>
        <source>{text} is no date: write it like 2026-09-30.</source>
        <translation>{text} 不是日期：请写成 2026-09-30。</translation>
    </message>
    <message>
        <source>{text} is no list of numbers separated by commas.</source>
        <translation>{text} 不是用逗号分隔的一组数。</translation>
    </message>
    <message>
        <source>{text} is no moment: write it like 2026-09-30T16:30.</source>
        <translation>{text} 不是时刻：请写成 2026-09-30T16:30。</translation>
    </message>
    <message>
        <source>{title}: {n} m, {h} h apart</source>
        <translation>{title}：相距 {n} 米、{h} 小时</translation>
    </message>
    <message>
        <source>{topic}: {before} before, {after} after</source>
        <translation>{topic}：此前 {before} 条，此后 {after} 条</translation>
    </message>
    <message>
        <source>{unit} is not among the helping units of this case.</source>
        <translation>{unit} 不是本案的协办单位。</translation>
    </message>
    <message>
        <source>{value} (kept as it is)</source>
        <translation>{value}（保持不变）</translation>
    </message>
    <message>
        <source>{value} is no number.</source>
        <translation>{value} 不是数字。</translation>
    </message>
    <message>
        <source>{what} is still under way. Stop it and close? Nothing half-done stays.</source>
        <translation>{what}尚未完成。停止并关闭？不会留下做了一半的内容。</translation>
    </message>
    <message>
        <source>{x} and {y} were taken as degrees of WGS 84, because of their names.</source>
        <translation>{x}、{y} 按列名视为 WGS 84 经纬度。</translation>
    </message>
    <message>
        <source>{x}, {y} is no place in {crs}: check the two columns and the reference system.</source>
        <translation>{x}， {y} 不是 {crs} 中的有效位置：请检查两列和坐标系。</translation>
    </message>
    <message>
        <source>{x}, {y} is no place: give longitude and latitude in degrees.</source>
        <translation>{x}, {y} 不是有效位置：请给出以度为单位的经度和纬度。</translation>
    </message>
    <message>
        <source>{x}, {y} lies outside of what {crs} can hold.</source>
        <translation>{x}, {y} 超出 {crs} 的范围。</translation>
    </message>
    <message>
        <source>{year} was read without a fault.</source>
        <translation>{year} 年通知读取无误。</translation>
    </message>
    <message>
        <source>{zone} is no time zone: write it like Asia/Shanghai.</source>
        <translation>{zone} 不是时区：请写成 Asia/Shanghai。</translation>
    </message>
    <message>
        <source>⚠ &lt;a href='{id}'&gt;{number}&lt;/a&gt; {title}, {metres} m, {hours} h ago, {state}</source>
        <translation>⚠ &lt;a href='{id}'&gt;{number}&lt;/a&gt; {title}，{metres} 米，{hours} 小时前，{state}</translation>
    </message>
    <message>
        <source>⚠ taken {n} h apart from the report</source>
        <translation>⚠ 拍摄时间与上报相差 {n} 小时</translation>
    </message>
    <message>
        <source>⚠ taken {n} m away</source>
        <translation>⚠ 拍摄地点相距 {n} 米</translation>
    </message>
</context>
</TS>
