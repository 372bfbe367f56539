"""The lists of the standard that details of acts and addresses map to: code and English term, a line each."""

DETAILS = {
    "MT34": """
01 Autopsy was performed by medical professionals
02 Informal examination of the body was performed
03 No autopsy or examination was performed
99 Unknown
""",
    "MT35": """
01 No death certificate can be located and does not seem to exist
02 A death certificate apparently exists but does not seem to be available
03 A death certificate exists and has been seen by reliable witnesses
04 A death certificate is available
99 Unknown
""",
    "MT37": """
01 Participation of medical officer in torture
01.01 No medical officer was present at any time
01.02 Medical officer was present before torture
01.03 Medical officer was present during torture
01.04 Medical officer participated in torture
01.05 Medical officer was present after torture
02 Medical attention
02.01 No medical attention was needed, according to the victim
02.02 Medical attention was requested by the victim
02.03 No medical attention was provided
02.04 Limited medical attention was provided
02.05 Adequate medical attention was provided
02.06 Excellent medical attention was provided
99 Unknown
""",
    "MT38": """
01 Extraction of information
02 Intimidation
02.01 Intimidation against the victim
02.02 Sowing fear or creating pressure on others
03 Punishment
04 Destruction of personality
05 Destruction of the opposition
06 Sadism
07 Extortion
90 Other
99 Unknown
""",
    "MT40": """
01 Home address
02 Work address
03 Alternative address
04 Previous address
05 Temporary address
90 Other
99 Unknown
""",
    "MT47": """
01 Full compensation provided
02 Substantial compensation provided
03 Partial compensation provided
04 No compensation provided
99 Unknown
""",
}
