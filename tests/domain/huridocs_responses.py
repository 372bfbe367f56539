"""The lists of the standard about what is done and how incidents belong together; see ``huridocs_lists``."""

RESPONSES = {
    "MT20": """
01 Intervention on behalf of an individual victim or group of victims
01.01 Financial assistance
01.02 Legal aid
01.03 Medical aid
01.04 Publicity about the victim
01.05 Use of confidential contacts to obtain relief
01.06 Request to others for assistance
02 Intervention in relation to an event
02.01 Demand for investigation
02.02 Petition to overturn a decision
02.03 Publicity about the event
90 Other
""",
    "MT22": """
01 Event which precedes another related event
02 Event which encompasses a number of smaller events
03 Event which causes another event
11 Event happening in parallel with another event
21 Smaller event within a bigger event
22 Event which follows a related event
23 Event which is a consequence of another event
""",
    "MT27": """
01 Responded to request, with favourable results
01.01 Provided assistance
01.01.01 Provided financial assistance
01.01.02 Provided legal assistance
01.01.03 Provided medical assistance
01.02 Bore greater pressure on authorities
01.03 Enhanced publicity
01.04 Gave more force to campaign
02 Pledged commitment
02.01 Pledged commitment to provide assistance to victims
02.02 Pledged commitment to work for enactment of better laws
02.03 Pledged commitment to work for change in the treatment of victims
02.04 Pledged commitment to work for the punishment of perpetrators
02.05 Pledged commitment to seek relief for victims
02.06 Pledged commitment to further publicise the event
02.07 Pledged commitment to help in ongoing campaign
03 Response meant to counter the intervention
03.01 Denied the event
03.02 Took steps to inhibit the progress of the intervention
04 Request for more information
05 Token response
06 No response
90 Other
""",
    "MT44": """
01 Strong positive impact
02 Moderate positive impact
03 Minor impact
04 No discernible impact
05 Moderate negative impact
06 Strong negative impact
99 Unknown
""",
    "MT45": """
01 Significant action taken and continuing
02 Some action taken and continuing
03 Token action taken
04 Action taken but not continuing
05 Action pending
06 No action taken
07 Intervention closed
""",
    "MT46": """
01 Urgent
02 High priority
03 Priority
04 Low priority
05 Case rejected
""",
}
