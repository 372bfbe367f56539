"""The lists of the HURIDOCS Events Standard Formats that our vocabularies map to: code and English term, a line each.

Written down apart from the vocabularies, so that a slip in either shows.
"""

from tests.domain.huridocs_details import DETAILS
from tests.domain.huridocs_responses import RESPONSES

LISTS = {
    **RESPONSES,
    **DETAILS,
    "MT07": """
01 Individual
02 Family
03 Group, organisation or institution
04 Community
05 Social group, class or caste
06 People in general
""",
    "MT08": """
01 Single
02 Married
03 Widowed
04 Separated
05 Divorced
06 Living with common-law spouse
07 With partner
90 Other
98 Not applicable
99 Unknown
""",
    "MT09": """
01 No education
02 Pre-primary education
03 Primary education
04 Secondary education
04.01 Lower secondary education
04.02 Higher secondary education
05 Higher education
05.01 Short-cycle higher education
90 Other
98 Not applicable
99 Unknown
""",
    "MT16": """
01.02.19.20.18.01 Abstract
01.16.16.05.01.01 Appeal from human rights group
01.21.04.09.15.01 Audiotape
01.21.20.15.16.01 Autopsy results
03.08.05.13.09.01 Chemical analysis
03.15.21.18.20.01 Court records
09.14.20.05.18.01 Interview
12.05.01.06.12.01 Leaflets, propaganda materials
12.05.20.20.05.01 Letter
14.05.23.19.16.01 Newspaper, magazine or publication write-up
16.08.15.20.15.01 Photograph
16.08.25.19.09.01 Physician's examination
16.15.19.20.05.01 Posters, banners
16.18.05.19.19.01 Press release of government
16.18.05.19.19.02 Press release of human rights organisation
16.18.05.19.19.03 Press release of perpetrator
17.21.05.19.20.01 Questionnaire or survey responses
18.01.04.09.15.01 Radio broadcast
19.09.07.14.05.01 Signed affidavit
20.05.12.05.16.01 Telephone conversation
20.05.12.05.22.01 Television broadcast
20.18.01.14.19.01 Translated documents
22.09.03.20.09.01 Victim testimony
22.09.04.05.15.01 Videotape or film
23.09.20.14.05.01 Witness testimony
90 Other
99 Unknown
""",
    "MT18": """
01 Involvement in violent or coercive acts
01.01 Directly carried out the act
01.02 Gave orders that led to the act
01.03 Passive accomplice in the act
01.04 Confirmed to be present in the execution of the act
01.05 Planned the act
01.06 Suspected of involvement in the act
02 Involvement in other direct acts of violations
02.01 As perpetrator of exploitation
02.02 As perpetrator of discrimination
02.03 As perpetrator of other direct forms of violations
03 Involvement in terms of legislation or policy-making
03.01 Authored the violative law or policy
03.02 Supported the passage of the violative law or policy
03.03 Inaction in terms of law- or policy-making
04 Involvement as implementor of a violative law or policy
05 Involvement by state agents through failure to offer protection
05.01 Failure to exercise authority over subordinates
05.02 Failure to act upon knowledge that subordinates planned or carried out an unlawful act
05.03 Failure to take the necessary steps to prevent an unlawful act
06 Involvement in terms of general political responsibility
90 Other
99 Unknown
""",
    "MT19": """
01 Involved in the event
01.01 Victim him/herself
01.02 Witness
01.03 Perpetrator
02 Related to participants in the event
02.01 Related to the victim
02.01.01 Relative of victim
02.01.02 Colleague at work of victim
02.01.03 Member of the same organisation as victim
02.02 Related to the perpetrator
02.02.01 Relative of perpetrator
02.02.02 Colleague at work of perpetrator
02.02.03 Member of the same organisation as perpetrator
03 Third party (relayed information from witnesses or participants in the event)
03.01 Reporter
04 Provided a service to the victim or to other actors in the event, such as a witness
04.01 Lawyer
04.02 Provider of medical service
04.03 Provider of financial service
04.04 Non-governmental organisation
04.04.01 Non-governmental human rights organisation
99 Unknown
""",
    "MT21": """
01 Individual-to-individual relationships
01.01 Family/Intimate relations
01.01.01 Spouse
01.01.02 Sibling
01.01.03 Parent
01.01.04 Child
01.01.05 Other relative
01.01.06 Partner
01.01.07 Fiancé
01.02 Social relations
01.02.01 Friend
01.02.02 Co-student
01.02.03 Teacher
01.02.04 Student
01.03 Relationships based on locale
01.03.01 Person living in the same house or building
01.03.02 Neighbour
01.03.03 Person living in the same community
01.04 Relationships in terms of employment
01.04.01 Co-worker
01.04.02 Employer / Superior
01.04.03 Employee / Subordinate
01.05 Relationships in terms of affiliation
01.05.01 Colleague in an organisation
01.06 Relationships in terms of service
01.06.01 Client / recipient of service
01.06.02 Provider of service
01.06.02.01 Lawyer
01.90 Other types of inter-individual relationships
11 Individual-to-group relationships
11.01 Member of group/organisation
11.02 Officer of organisation
11.90 Other types of individual-to-group relationships
21 Group-to-group relationships
21.01 Branch; smaller division
21.02 Head office
21.03 Member organisation (in cases of federations)
21.04 Ally/partner organisation
21.90 Other types of group-to-group relationships
90 Other
99 Unknown
""",
    "MT24": """
01 Governmental entities
01.01 Executive
01.01.01 National-level officials
01.01.02 Local government officials
01.01.03 Armed forces
01.01.04 Police
01.01.05 Prison officials
01.01.06 Intelligence agency; secret service
01.02 Legislative
01.03 Judiciary
02 Non-governmental entities
02.01 Pro-government forces
02.01.01 Paramilitary forces
02.01.02 Vigilante groups; death squads
02.02 Opposition forces
02.02.01 Guerrilla armies
02.03 Warlords, private armies
02.04 Private security guards
02.05 Civilian crowd or mob
02.90 Other non-governmental forces involved in conflicts
03 Occupying forces
11 Private individuals/groups in a position of relative power
11.01 Private individuals/groups in a position of relative power in the family/domestic sphere
11.01.01 Spouses
11.02 Private individuals/groups in a position of relative power in the community
11.03 Private individuals/groups in a position of relative power in the workplace
11.03.01 Employers
11.03.02 Supervisors
11.04 Private individuals/groups in a position of relative power in the school
11.04.01 School administrators
11.04.02 Teachers
11.05 Professionals performing activities in abuse of their profession
21 Commercial establishments
21.01 Corporations
21.01.01 Local or national corporations
21.01.02 Transnational corporations
21.02 Landowners, ranchers
31 International financial institutions
90 Others
99 Unknown
""",
    "MT25": """
01 Status in terms of life/integrity of the person
01.01 Dead
01.02 Wounded; injured
01.02.01 Still suffering wound or injury
01.02.02 Wounded/injured and healed, with slight effects
01.02.03 Wounded/injured and healed, with permanent effects
01.03 Still missing
01.04 Discovered, after missing for some time
01.04.01 Discovered alive and free, after missing for some time
01.04.02 Discovered alive and held in prison, after missing for some time
02 Status in terms of liberty
02.01 Arrested and released or escaped
02.01.01 Arrested and released - undergoing investigation
02.01.02 Arrested and released - undergoing trial
02.01.03 Arrested and released - underwent investigation/trial and procedures stopped
02.01.04 Arrested and released - underwent trial and acquitted
02.01.05 Arrested and released - underwent trial and served sentence
02.01.09 Arrested and escaped
02.02 Arrested and currently held
02.02.01 Arrested and currently held - undergoing investigation
02.02.02 Arrested and currently held - undergoing trial
02.02.03 Arrested and currently held - underwent investigation/trial and serving sentence
02.02.04 Arrested and currently held arbitrarily
02.03 Fugitive
03 Status in terms of freedom of movement
03.01 Restricted in movement
03.02 Exiled; deported
03.03 Displaced or is a refugee still in flight
03.04 Displaced or is/was a refugee, stopped fleeing
03.04.01 Resettled in the same country
03.04.02 Resettled in another country
03.04.03 Returned to home area
03.04.04 Moved to a temporary refugee or evacuation centre
20 Status with respect to right to work / workers' rights
20.01 Unemployed
20.02 Dismissed from employment
20.03 Locked out
20.04 Forbidden access to workplace
20.05 Reintegrated employment
90 Other
99 Unknown
""",
    "MT28": """
01 Declaration from officials
01.01 Officials acknowledge or state circumstances of the act
01.02 Officials deny act
01.03 Officials acknowledge act but deny responsibility
01.04 Officials acknowledge act but give alternative explanation
01.05 Officials acknowledge circumstances of act and accept responsibility
02 Declaration from non-state actors
02.01 Non-state actors acknowledge or state circumstances of act
02.02 Non-state actors deny act
02.03 Non-state actors acknowledge act but deny responsibility
02.04 Non-state actors acknowledge act but give alternative explanation
02.05 Non-state actors acknowledge act and accept or claim responsibility
90 Other
99 Unknown
""",
    "MT29": """
01 Held under administrative detention
02 Held under emergency, state of siege or special law suspending individual rights
03 Held and charged for free speech or non-violent political crimes
04 Held and charged under ordinary law for non-grave crimes where sentence is disproportionate
05 Held and charged with a specific crime against persons or property
06 Held and charged with non-violent crimes against the state
07 Held and charged with violent crimes against the state
90 Other
99 Unknown
""",
    "MT30": """
01 Capture is acknowledged
01.01 Location is disclosed
01.01.01 Outside contact is permitted
01.01.01.01 Contact with family is permitted
01.01.01.02 Contact with legal counsel is permitted
01.01.01.03 Contact with humanitarian organisation is permitted
01.01.01.04 Contact with human rights organisation is permitted
01.01.02 Outside contact is not permitted
01.01.02.01 Contact with family is not permitted
01.01.02.02 Contact with legal counsel is not permitted
01.01.02.03 Contact with humanitarian organisation is not permitted
01.01.02.04 Contact with human rights organisation is not permitted
01.02 Location is not disclosed
02 Capture is denied
90 Other
99 Unknown
""",
    "MT31": """
01 No legal counsel permitted
02 No legal counsel requested
03 Legal counsel provided before indictment
04 Legal counsel provided after the indictment but before the trial
05 Legal counsel provided during interrogation
06 Legal counsel provided before signing a statement
07 Legal counsel provided after signing a statement
08 Legal counsel present at trial and permitted to defend the victim
09 Legal counsel present at trial, but not permitted to defend the victim
10 Private consultation with legal counsel permitted
11 Consultation with legal counsel permitted with others present
12 No consultation with legal counsel permitted
13 Accused not present during trial
14 Accused not kept informed
15 Accused compelled to testify against her/himself
16 Examination of witnesses not permitted
51 Counsel appointed by the state
52 Counsel provided by voluntary or human rights organisation
53 Counsel chosen by client
54 Counsel paid for by client
90 Other
99 Unknown
""",
    "MT32": """
01 Civilian court
02 Military court
03 Administrative tribunal
90 Other
99 Unknown
""",
    "MT33": """
01 Victim's mother tongue
02 Victim can speak, read, write and understand the language
03 Victim has some understanding of the language and translation was provided
04 Victim has some understanding of the language but no translation was provided
05 Victim has little or no understanding of the language, and translation was provided
06 Victim has little or no understanding of the language, but no translation was provided
99 Unknown
""",
    "MT36": """
01 Forced to sign
02 Not requested or forced to sign anything
03 Requested to sign but refused
04 Signed a statement voluntarily with full understanding
05 Signed a statement voluntarily but without understanding it
99 Unknown
""",
    "MT39": """
01 Male
02 Female
98 Not applicable
99 Unknown
""",
    "MT41": """
01 Confirmed
01.01 Confirmed as a violation
01.02 Confirmed as act similar to violation
01.03 Confirmed as not a violations
02 Unlikely
03 Possible
04 Likely
99 Unknown
""",
    "MT42": """
01 Highly reliable
02 Likely reliable
03 Unsure
04 Likely unreliable
05 Highly unreliable
99 Unknown
""",
    "MT43": """
01 Active
02 Pending
03 Not active
""",
}


def lines(name: str) -> dict[str, str]:
    """Code -> English term of a list that is used in full."""
    return {code: term for code, _, term in (line.partition(" ") for line in LISTS[name].strip().splitlines())}
