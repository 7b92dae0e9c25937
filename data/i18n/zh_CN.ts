<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>gridgov</name>
    <message>
        <source>(no name)</source>
        <translation>(未命名)</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Area: {area} m²</source>
        <translation>面积：{area} 平方米</translation>
    </message>
    <message>
        <source>Batch {batch} was taken back.</source>
        <translation>第 {batch} 批导入已撤回。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有改动任何数据。</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>网格数</translation>
    </message>
    <message>
        <source>District: {name}</source>
        <translation>区域：{name}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已结</translation>
    </message>
    <message>
        <source>Every record with a place lies in exactly one cell of every layer.</source>
        <translation>每条有位置的记录都恰好落在各图层的一个网格内。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>How</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Made by version {version} of the file format</source>
        <translation>文件格式版本：{version}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>No layer of cells yet: gridgov import cells SOURCE --into {file} --layer unit_cell</source>
        <translation>还没有网格图层:gridgov import cells 来源文件 --into {file} --layer unit_cell</translation>
    </message>
    <message>
        <source>No record matches.</source>
        <translation>没有符合条件的记录。</translation>
    </message>
    <message>
        <source>Nobody is listed.</source>
        <translation>还没有人员。</translation>
    </message>
    <message>
        <source>Nothing has been brought in yet.</source>
        <translation>还没有导入过数据。</translation>
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
        <source>Nothing was found for this.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>在办</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Reference system</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Staff: {names}</source>
        <translation>网格人员：{names}</translation>
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
        <source>The demo district is in {file}.</source>
        <translation>演示区已生成：{file}</translation>
    </message>
    <message>
        <source>There is no layer in {file}.</source>
        <translation>{file} 中没有图层。</translation>
    </message>
    <message>
        <source>This is a fault of gridgov, not of your data; nothing was half-written. See {log}</source>
        <translation>这是程序自身的错误，与您的数据无关，没有留下写了一半的内容。详见 {log}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
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
        <source>of the open, overdue</source>
        <translation>在办中已超期</translation>
    </message>
    <message>
        <source>{file} is ready to fill in.</source>
        <translation>{file} 已生成，可以填写。</translation>
    </message>
    <message>
        <source>{file} is ready. Next: gridgov import cells SOURCE --into {file} --layer unit_cell</source>
        <translation>{file} 已建好。下一步:gridgov import cells 来源文件 --into {file} --layer unit_cell</translation>
    </message>
    <message>
        <source>{file} is written.</source>
        <translation>{file} 已生成。</translation>
    </message>
    <message>
        <source>{name} is no longer at work.</source>
        <translation>{name} 已离岗。</translation>
    </message>
    <message>
        <source>{name} is on the list.</source>
        <translation>{name} 已加入人员表。</translation>
    </message>
    <message>
        <source>{n} features examined.</source>
        <translation>共检查 {n} 个图形。</translation>
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
        <source>{shown} of {total} rows shown.</source>
        <translation>显示 {shown} 行，共 {total} 行。</translation>
    </message>
</context>
</TS>
