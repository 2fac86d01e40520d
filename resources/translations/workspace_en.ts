<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChosenBar</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteFolderSheet</name>
    <message numerus="yes">
        <source>%n mails lose this label. They stay where they are.</source>
        <translation>
            <numerusform>%n mail loses this label. It stays where it is.</numerusform>
            <numerusform>%n mails lose this label. They stay where they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels in it are deleted too.</source>
        <translation>
            <numerusform>%n label in it is deleted too.</numerusform>
            <numerusform>%n labels in it are deleted too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails in it go to the trash.</source>
        <translation>
            <numerusform>%n mail in it goes to the trash.</numerusform>
            <numerusform>%n mails in it go to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders in it are deleted too.</source>
        <translation>
            <numerusform>%n folder in it is deleted too.</numerusform>
            <numerusform>%n folders in it are deleted too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message numerus="yes">
        <source>%n conversations do not belong there and stay</source>
        <translation>
            <numerusform>%n conversation does not belong there and stays</numerusform>
            <numerusform>%n conversations do not belong there and stay</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilingDesk</name>
    <message numerus="yes">
        <source>Filing %n messages</source>
        <translation>
            <numerusform>Filing %n message</numerusform>
            <numerusform>Filing %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistorySheet</name>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notifications cleared</source>
        <translation>
            <numerusform>%n notification cleared</numerusform>
            <numerusform>%n notifications cleared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockForm</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n letters or digits.</source>
        <translation>
            <numerusform>At least %n letter or digit.</numerusform>
            <numerusform>At least %n letters or digits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message numerus="yes">
        <source>That was not it. Try again in %n second(s).</source>
        <translation>
            <numerusform>That was not it. Try again in %n second.</numerusform>
            <numerusform>That was not it. Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogSheet</name>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>%n reply</numerusform>
            <numerusform>%n replies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeopleRow</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RelationshipCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message numerus="yes">
        <source>%n drafts that are only here go too.</source>
        <translation>
            <numerusform>%n draft that is only here goes too.</numerusform>
            <numerusform>%n drafts that are only here go too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things that wait to be sent or done are not done.</source>
        <translation>
            <numerusform>%n thing that waits to be sent or done is not done.</numerusform>
            <numerusform>%n things that wait to be sent or done are not done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeveralSheet</name>
    <message numerus="yes">
        <source>File %n messages to CRM</source>
        <translation>
            <numerusform>File %n message to CRM</numerusform>
            <numerusform>File %n messages to CRM</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n account(s) in first sync</source>
        <translation>
            <numerusform>%n account in first sync</numerusform>
            <numerusform>%n accounts in first sync</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n needs sign-in</source>
        <translation>
            <numerusform>%n needs sign-in</numerusform>
            <numerusform>%n need sign-in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) queued</source>
        <translation>
            <numerusform>%n action queued</numerusform>
            <numerusform>%n actions queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leave later</source>
        <translation>
            <numerusform>%n leaves later</numerusform>
            <numerusform>%n leave later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reachable</source>
        <translation>
            <numerusform>%n not reachable</numerusform>
            <numerusform>%n not reachable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in trouble</source>
        <translation>
            <numerusform>%n in trouble</numerusform>
            <numerusform>%n in trouble</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in step</source>
        <translation>
            <numerusform>%n account in step</numerusform>
            <numerusform>%n accounts in step</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TabSheet</name>
    <message numerus="yes">
        <source>{taken} of the last %n conversations would go there.</source>
        <translation>
            <numerusform>{taken} of the last %n conversation would go there.</numerusform>
            <numerusform>{taken} of the last %n conversations would go there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message numerus="yes">
        <source>More tabs, %n unread</source>
        <translation>
            <numerusform>More tabs, %n unread</numerusform>
            <numerusform>More tabs, %n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats for you</source>
        <translation>
            <numerusform>%n chat for you</numerusform>
            <numerusform>%n chats for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Titles</name>
    <message numerus="yes">
        <source>%n new conversations</source>
        <translation>
            <numerusform>%n new conversation</numerusform>
            <numerusform>%n new conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>Workspace · %n unread</source>
        <translation>
            <numerusform>Workspace · %n unread</numerusform>
            <numerusform>Workspace · %n unread</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats for you</source>
        <translation>
            <numerusform>%n chat for you</numerusform>
            <numerusform>%n chats for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkplaceDeeds</name>
    <message numerus="yes">
        <source>%n of them are in no workplace now</source>
        <translation>
            <numerusform>%n of them is in no workplace now</numerusform>
            <numerusform>%n of them are in no workplace now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What you dragged is in %n accounts; each is moved by itself.</source>
        <translation>
            <numerusform>What you dragged is in %n account; it is moved by itself.</numerusform>
            <numerusform>What you dragged is in %n accounts; each is moved by itself.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WritingSheet</name>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
</TS>
