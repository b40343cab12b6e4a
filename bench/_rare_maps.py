"""One small map in each format that the sample does not use, by file name."""
# ruff: noqa: E501

RARE_MAPS = {
    "a.puml": "@startuml\n|Sales|\nstart\n:Take order;\nif (ok?) then (yes)\n|Stock|\n:Pack;\nelse (no)\n:Refuse;\nendif\n"
    "fork\n:Bill;\nfork again\n:Ship;\nend fork\nrepeat\n:Ask;\nrepeat while (more?)\nstop\n@enduml\n",
    "b.mmd": "flowchart LR\nsubgraph s1[Sales]\na[Take order]-->|ok|b{Is it there?}\nend\nsubgraph s2[Stock]\nb-->c([Pack])\nend\n",
    "c.drawio": '<mxfile><diagram name="P"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>'
    '<mxCell id="l" value="Sales" style="swimlane;horizontal=0" vertex="1" parent="1"><mxGeometry width="400" height="100" '
    'as="geometry"/></mxCell><mxCell id="a" value="Take order" vertex="1" parent="l"><mxGeometry x="50" y="20" width="90" '
    'height="40" as="geometry"/></mxCell><mxCell id="m" value="Stock" style="swimlane" vertex="1" parent="1"><mxGeometry '
    'y="100" width="400" height="100" as="geometry"/></mxCell><mxCell id="b" value="Pack" vertex="1" parent="m"/>'
    '<mxCell id="f" edge="1" source="a" target="b" value="Order" parent="1"/></root></mxGraphModel></diagram></mxfile>',
    "d.xpdl": '<Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="k" Name="P"><Pools><Pool Id="p" Name="Shop" '
    'Process="w"><Lanes><Lane Id="l" Name="Sales"/><Lane Id="m" Name="Stock"/></Lanes></Pool></Pools><WorkflowProcesses>'
    '<WorkflowProcess Id="w"><Activities><Activity Id="a" Name="Take"><NodeGraphicsInfos><NodeGraphicsInfo LaneId="l"/>'
    '</NodeGraphicsInfos></Activity><Activity Id="b" Name="Pack"><NodeGraphicsInfos><NodeGraphicsInfo LaneId="m"/>'
    '</NodeGraphicsInfos></Activity></Activities><Transitions><Transition Id="t" From="a" To="b"/></Transitions>'
    "</WorkflowProcess></WorkflowProcesses></Package>",
    "e.archimate": '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="m"><name>P</name><elements><element identifier="s" '
    'xsi:type="BusinessRole"><name>Sales</name></element><element identifier="a" xsi:type="BusinessProcess"><name>Take</name>'
    '</element><element identifier="b" xsi:type="BusinessProcess"><name>Pack</name></element></elements><relationships>'
    '<relationship identifier="r" source="s" target="a" xsi:type="Assignment"/><relationship identifier="t" source="a" '
    'target="b" xsi:type="Triggering"/></relationships></model>',
    "f.xes": '<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="Take"/>'
    '<date key="time:timestamp" value="2026-01-05T10:00:00+01:00"/><string key="org:group" value="Sales"/></event>'
    '<event><string key="concept:name" value="Pack"/><date key="time:timestamp" value="2026-01-05T11:00:00+01:00"/>'
    '<string key="org:group" value="Stock"/></event></trace></log>',
    "g.csv": "case;activity;timestamp;service\n1;Take;05/01/2026 10:00;Sales\n1;Pack;05/01/2026 11:00;Stock\n",
    "h.csv": "Activité;Ventes;Stock;Qualité\nPrendre la commande;R;C;I\nEmballer;A;R;\n",
}
