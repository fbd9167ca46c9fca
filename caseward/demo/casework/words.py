"""What officers and people write in the invented records."""

OFFENCES = {
    "Assault causing actual bodily harm": 10,
    "Common assault": 12,
    "Common assault of a partner": 10,
    "Affray": 4,
    "Harassment": 6,
    "Criminal damage": 7,
    "Theft from a shop": 14,
    "Burglary of a dwelling": 7,
    "Fraud by false representation": 5,
    "Possession of a drug of class A": 8,
    "Supplying a drug of class B": 6,
    "Driving over the limit": 6,
    "Driving while disqualified": 5,
}
COURTS = ("Marlowe Magistrates’ Court", "Fenbury Magistrates’ Court", "Aldermere Crown Court")
PRISONS = ("HMP Ashdene", "HMP Coldharbour", "HMP Thornwick")
LANGUAGES = {"English": 88, "Polish": 4, "Romanian": 2, "Urdu": 2, "Punjabi": 2, "Arabic": 1, "Somali": 1}
GENDERS = ("Non-binary", "Trans man", "Trans woman")
GENERIC = "Standard wording for this area."
"""What stands there where nobody thought about this person."""

NEED = {
    "accommodation": "Sleeps at friends’ since the tenancy ended, and offends when they have to leave.",
    "employment": "Out of work for two years; days without shape are when trouble starts.",
    "finance": "Owes three months of rent, and took goods to sell when money ran out.",
    "relationships": "Arguments at home turn into threats; the last three offences began with one.",
    "lifestyle": "Spends evenings with the people who were there at the time of the offence.",
    "drugs": "Uses most days and pays for it by theft.",
    "alcohol": "Was drunk at every offence in the last four years.",
    "health": "Low mood and poor sleep; stops coming when it gets worse.",
    "thinking": "Acts before thinking, and sees the way out only afterwards.",
    "attitudes": "Says that the victim brought it about, and that everybody does it.",
}
NO_NEED = "Looked at together; nothing here that bears on the offence."
STRENGTH = {
    "accommodation": "A sister would take them in for a while.",
    "employment": "Has a forklift licence and wants to use it.",
    "finance": "Has kept to a payment plan before.",
    "relationships": "Close to their mother, who knows about the order.",
    "lifestyle": "Trains at a boxing gym twice a week.",
    "drugs": "Was abstinent for eight months last year.",
    "alcohol": "Has cut down to weekends without help.",
    "health": "Takes the medication and keeps appointments with the doctor.",
    "thinking": "Can say afterwards what should have been done differently.",
    "attitudes": "Wrote to the victim without being asked to, and the letter was kept back properly.",
}
OWN_WORDS = {
    "accommodation": "I want my own front door.",
    "employment": "I am better when I am working.",
    "finance": "I do not open the letters.",
    "relationships": "We shout too much. I want that to stop.",
    "lifestyle": "They are my mates, but they bring trouble.",
    "drugs": "I want to stop, I have done it before.",
    "alcohol": "It is only a problem at the weekend.",
    "health": "Some days I cannot get out of bed.",
    "thinking": "I lose it and then I am sorry.",
    "attitudes": "I know it was wrong.",
}
DIFFERENCE = {
    "accommodation": "Calls the sofa a home; I see that it ends with every argument.",
    "employment": "Counts the odd days of work; I look at the weeks between them.",
    "finance": "The letters are not opened, so what is owed is not felt yet.",
    "relationships": "Says that they only argue; the police were called twice.",
    "lifestyle": "These are friends from school; I see who was there each time.",
    "drugs": "Weekends only, as they say; the tests say otherwise.",
    "alcohol": "Does not call it drinking when it is beer; looked at again in a month.",
    "health": "Sleeps badly and does not call it illness; the doctor may.",
    "thinking": "Says that anybody would have done it; we went through it step by step.",
    "attitudes": "Means the fine when they say sorry; I mean the victim.",
}
"""Why officer and person see an area differently."""
GOAL = {
    "accommodation": "Have a tenancy in my own name for three months",
    "employment": "Be in work or training for sixteen hours a week",
    "finance": "Have a plan for the arrears and keep to it for three months",
    "relationships": "Leave the room when an argument starts, and talk about it later",
    "lifestyle": "Spend two evenings a week with people who do not offend",
    "drugs": "Three clear tests in a row",
    "alcohol": "No more than two days a week with a drink",
    "health": "See the doctor, and keep to what we agree",
    "thinking": "Stop and think, and tell my officer one example a week",
    "attitudes": "Say what the offence did to the person who suffered it",
}
ACTION = {
    "accommodation": "Housing referral and help with the forms",
    "employment": "Meet the employment adviser and apply for the course",
    "finance": "Debt advice: open every letter together",
    "relationships": "Sessions on respect in relationships",
    "lifestyle": "Plan the week, with two evenings filled",
    "drugs": "Meet the drug worker and start treatment",
    "alcohol": "Keep a drink diary and go through it",
    "health": "Referral to the mental health team",
    "thinking": "Sessions on stopping and thinking",
    "attitudes": "Sessions on the effect on victims",
}
PARTNERS = {
    "accommodation": "Hearthside Housing",
    "employment": "Ladder Employment",
    "finance": "Clear Figures Advice",
    "drugs": "Turning Tide",
    "alcohol": "Turning Tide",
    "health": "Marlowe Mental Health",
}
REQUIREMENT_ACTION = {
    "rar": "Agree the days of rehabilitation activity and begin them",
    "programme": "Begin the programme, with a place booked",
    "unpaid_work": "Begin unpaid work on the weekly day that suits",
    "drug_treatment": "Begin drug treatment and keep the tests",
    "alcohol_treatment": "Begin alcohol treatment",
    "mental_health_treatment": "Begin treatment, as the order says",
}
NEW_STEPS = (
    "Go through what changed and what it means for the week",
    "Meet the partner agency together once",
    "Try the new weekly plan and look at it after a month",
    "Two sessions on keeping what was reached",
    "Write down who helps when it gets hard",
    "Plan the last months of the sentence",
)
"""What a new version of the plan has that the one before had not."""
SAYS_TO_PLAN = (
    "I can do this.",
    "It is a lot, but I want to get it over with.",
    "The part about work is right. The rest I will try.",
    "I asked for mornings and they put that in.",
    "Better than the last one, it is shorter.",
    "I said that I want to see my kids again. It is in there now.",
    "If they ring me the day before, I will come.",
    "Fine with me, as long as it stays the same officer.",
)
SHOPPING_LIST = "Address offending behaviour"
"""The goal of a plan that would fit anybody."""
WITHOUT_GOAL = "Comes after the first two goals; looked at again at the review."
CONTINGENCIES = (
    ("A new call-out to the home", "See them the same day and ask the police what happened", "The officer"),
    ("They miss two appointments in a row", "Visit the home within two days", "The officer"),
    ("They move back in with the victim", "Tell children’s services and call a meeting", "The manager"),
    ("Drinking every day again", "Bring the appointment with the alcohol worker forward", "The officer"),
)
FOR_OTHERS = (
    ("They are seen at the school gate", "Ring the duty social worker the same day", "Children’s services"),
    ("A positive test", "Bring the next session of treatment forward", "Turning Tide"),
    ("Threats to the former partner", "Send a marker for the address and meet within a day", "The police"),
    ("Stops taking the medication", "Ask for a home visit of the nurse", "Marlowe Mental Health"),
)
"""Contingencies that another organisation carries out."""
POOR_CONTINGENCY = ("Risk goes up", "More reporting and recall", "")
HARM = {
    "who": "The former partner first, and any new partner.",
    "nature": "Punches and strangling; fear and lasting distress for whoever sees it.",
    "when": "After drinking, at weekends, and when contact with the children is refused.",
    "raises": "A new relationship, drinking every day, missed medication.",
    "lowers": "Living apart, work, the alcohol worker, and knowing that somebody checks.",
}
HISTORY = (
    "Two earlier orders: came well for the first three months and then stopped when money ran out. "
    "Both times it was the evenings that went wrong."
)
DIVERSITY = (
    "Reads slowly, so letters are short and read out; appointments after ten because of the medication; "
    "asked to see the same officer every time."
)
CIRCUMSTANCES = {
    "disability": ("Walks with a stick.", "Ground-floor room; no unpaid work that means standing."),
    "mental_health": ("Anxiety and low mood, on medication.", "Mornings are bad: appointments after eleven."),
    "physical_health": ("Asthma.", "No work with dust."),
    "learning": ("Dyslexia.", "Letters are read out; pictures in the workbook."),
    "neurodiversity": ("Autism.", "Same room, same time; changes are told the day before."),
    "caring": ("Looks after a parent.", "Not on Tuesdays and Thursdays."),
    "work": ("Shifts at a warehouse.", "Appointments by the shift plan, a fortnight ahead."),
    "faith": ("Prays on Fridays at noon.", "Nothing on Fridays between twelve and two."),
}
EVENTS = {
    "arrest": "Arrested on suspicion of assault, released under investigation.",
    "domestic_abuse_call_out": "Neighbours called the police: shouting, something broken, two children.",
    "victim_of_violence": "Was attacked in the street and treated in hospital.",
    "new_relationship": "Says that there is a new partner who has a child.",
    "child_contact": "Sees the children again on Sundays.",
    "gang_link": "Seen with people whom the police call members of a group.",
    "lost_contact": "Not at the address, the number is dead.",
    "move": "Moved to a shared house on the other side of town.",
    "release": "Released from prison.",
    "job_loss": "Was told not to come back to the warehouse.",
}
ANSWERS = {
    "police": "Three call-outs in two years, the last one after the sentence; nothing since.",
    "childrens_services": "The family is known; a social worker visits every month.",
}
NOTE = {
    "check_in": (
        "Came on time and well. Slept badly this week.",
        "Worried about the rent, otherwise settled.",
        "In good spirits: started at the warehouse on Monday.",
        "Quiet today. Says that things at home are all right.",
        "Angry about the fine. Calmer after ten minutes.",
    ),
    "review": (
        "Did what we agreed last time.",
        "The form was not sent off; we did it together.",
        "Kept the diary for five days of seven.",
    ),
    "implement": (
        "Went through the last argument step by step and found the moment to walk away.",
        "Worked on the drink diary: weekends are the gap.",
        "Rang the adviser together and got a day.",
        "Second session on what the offence did to the victim.",
    ),
    "summary": (
        "Knows the next step and when we meet.",
        "We agreed what to do before next time.",
        "No change in the risk that I can see.",
    ),
}
TASKS = (
    "Bring the letter about the rent",
    "Ring the employment adviser",
    "Keep the diary every evening",
    "Practise stopping and counting, once a day",
    "Send the referral",
    "Ask the doctor for a note",
)
ABSENCES = {
    "medical": ("Note of the doctor seen.", 30),
    "work": ("Shift plan seen.", 25),
    "family": ("Rang beforehand: child ill.", 20),
    "court": ("Court list seen.", 8),
    "judgement": ("Has come every week for two months.", 17),
}
IN_BREACH = "The breach is with the court; this is added to it."
NOT_ENFORCED = "Kept in mind; they have come back since and we talked about it."
WARNING = (
    "You did not come to your appointment on {day}. You gave no good reason, so this counts as a failure to "
    "do what your sentence asks. If you fail again within 12 months you may be brought to court."
)
TRIED = "Moved appointments to the evening, rang the day before, spoke to the mother."
OVERSIGHT = (
    ("drift", "No review since the call-out in the record.", "Complete the review and send it to me"),
    ("harm", "The police have not answered, and nobody asked again.", "Chase the police and read the answer"),
    ("supervision", "Plan is fine; the sessions have not started.", "Book the first three sessions"),
    (
        "enforcement",
        "Third absence accepted in a row.",
        "Go through the absences and say why",
    ),
)
CONSIDERED = (
    "What happened, what the police and the partner agency say, the plan as it stands, the risk.",
    "How the weeks since the last review went: who came, what was worked on, what was put off.",
    "The change at home, what it means for the risk, and whether the actions still fit.",
    "The absences and what lay behind them; the answer of the partner agency.",
    "What was reached of the goals, what raises the risk now, what the victim side may need.",
    "The new address, the people there, and what the police know of it.",
    "Everything since the summer, action by action, with the diary beside it.",
    "Whether the level of harm still holds, and who would notice first if it did not.",
)
PERSONS_PART = (
    "Says that it will not happen again, and asks for an appointment every week for a while.",
    "Is proud of the diary. Wants to leave the debt for later.",
    "Did not want to talk about it at first, then told it from the beginning.",
    "Asks to go on as it is, and to be rung the day before.",
    "Says that the course helps, and that the evenings are still hard.",
    "Wants the mother to come along to the next review.",
    "Thinks that the plan asks too much at once; we took one thing out together.",
    "Says what would have to happen for it to go wrong again.",
)
NOT_CHANGED = (
    "The plan already answers what happened; the actions go on as agreed.",
    "Two of the steps have only begun; to change them now would lose them.",
    "The new address makes nothing harder, and the visits are planned already.",
    "What the police said was known when the plan was made.",
    "The goal is nearly reached, so nothing is moved before it is.",
    "The person asked to keep to it, and I agree for the reasons in the notes.",
    "The partner agency sees no change, and neither do I.",
    "The risk is as it was; contact stays as often as it is.",
)
NO_REASON = "N/A"
BARRED = "Access to this record is limited. Speak to the manager of the team."
