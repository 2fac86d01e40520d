<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <location filename="../../ui/accounts/table.py" line="86"/>
        <source>connector missing</source>
        <translation>커넥터 없음</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="88"/>
        <source>Mail</source>
        <translation>메일</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="89"/>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="90"/>
        <location filename="../../ui/shell/places.py" line="39"/>
        <source>Calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="91"/>
        <source>Contacts</source>
        <translation>연락처</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="94"/>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="104"/>
        <source>not reachable since {time}</source>
        <translation>{time}부터 연결 안 됨</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="115"/>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="115"/>
        <source>Brings</source>
        <translation>가져오는 것</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="115"/>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="115"/>
        <source>Health</source>
        <translation>상태</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="153"/>
        <location filename="../../ui/accounts/table.py" line="209"/>
        <location filename="../../ui/inbox/emptiness.py" line="70"/>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/table.py" line="153"/>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="72"/>
        <source>On</source>
        <translation>날짜</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="73"/>
        <source>Created</source>
        <translation>만든 날짜</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="74"/>
        <location filename="../../ui/reader/people.py" line="39"/>
        <source>From</source>
        <translation>보낸 사람</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="75"/>
        <location filename="../../ui/reader/people.py" line="41"/>
        <source>To</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="76"/>
        <location filename="../../ui/reader/people.py" line="47"/>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="79"/>
        <source>Attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <location filename="../../ui/filing/previewpane.py" line="92"/>
        <source>{name} stays behind: {reason}</source>
        <translation>{name}은(는) 보내지 않음: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="57"/>
        <source>filed</source>
        <translation>기록됨</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="58"/>
        <source>thread</source>
        <translation>같은 대화</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="59"/>
        <source>picked</source>
        <translation>직접 고름</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="60"/>
        <source>company</source>
        <translation>회사</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="63"/>
        <source>exact match</source>
        <translation>정확히 일치</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="64"/>
        <source>domain</source>
        <translation>도메인</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="69"/>
        <location filename="../../ui/models/lines.py" line="163"/>
        <source>Contact</source>
        <translation>연락처</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="70"/>
        <location filename="../../ui/filing/words.py" line="83"/>
        <location filename="../../ui/models/lines.py" line="164"/>
        <source>Company</source>
        <translation>회사</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="71"/>
        <location filename="../../ui/models/lines.py" line="167"/>
        <source>Lead</source>
        <translation>리드</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="72"/>
        <location filename="../../ui/models/lines.py" line="165"/>
        <source>Deal</source>
        <translation>거래</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="73"/>
        <location filename="../../ui/models/lines.py" line="166"/>
        <source>Case</source>
        <translation>케이스</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="79"/>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="80"/>
        <source>Email</source>
        <translation>이메일</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="81"/>
        <source>Phone</source>
        <translation>전화</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="82"/>
        <source>Title</source>
        <translation>직함</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="84"/>
        <source>Domain</source>
        <translation>도메인</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="85"/>
        <source>Stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="86"/>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="87"/>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="88"/>
        <source>Text</source>
        <translation>본문</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="89"/>
        <source>Formatted text</source>
        <translation>서식 있는 본문</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="96"/>
        <source>{field} stays behind: {of} characters are too many</source>
        <translation>{field}은(는) 보내지 않음: {of}자는 너무 깁니다</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="97"/>
        <source>{field} is cut: {kept} of {of} characters go</source>
        <translation>{field} 일부만 보냄: {of}자 중 {kept}자</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="37"/>
        <source>Nothing found</source>
        <translation>찾은 것이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="38"/>
        <source>Nothing here holds “{query}”.</source>
        <translation>“{query}”이(가) 들어 있는 항목이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="39"/>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="46"/>
        <source>No accounts here yet</source>
        <translation>아직 계정이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="47"/>
        <source>Add what you use, and its mail appears here.</source>
        <translation>쓰는 서비스를 추가하면 메일이 여기에 나타납니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="48"/>
        <location filename="../../ui/inbox/emptiness.py" line="118"/>
        <location filename="../../ui/shell/window_commands.py" line="69"/>
        <source>Add account</source>
        <translation>계정 추가</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="71"/>
        <source>Try again now</source>
        <translation>지금 다시 시도</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="72"/>
        <source>Show accounts</source>
        <translation>계정 보기</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="82"/>
        <source>{name} needs to sign in again</source>
        <translation>{name}에 다시 로그인해야 합니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="83"/>
        <source>{name} cannot be reached</source>
        <translation>{name}에 연결할 수 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="84"/>
        <source>{name} has a problem</source>
        <translation>{name}에 문제가 있습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="85"/>
        <source>What was already here is kept.</source>
        <translation>이미 받은 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="98"/>
        <source>{pulled} of {total} so far, newest first. You can work meanwhile.</source>
        <translation>최신순으로 {total}개 중 {pulled}개를 받았습니다. 그동안 일할 수 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="103"/>
        <source>Your mail is on its way</source>
        <translation>메일을 가져오는 중입니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="104"/>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="111"/>
        <source>All done</source>
        <translation>모두 처리했습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="111"/>
        <source>Nothing waits in this tab.</source>
        <translation>이 탭에 기다리는 것이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="112"/>
        <source>No chats</source>
        <translation>채팅이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="112"/>
        <source>Chats of your accounts appear here.</source>
        <translation>계정의 채팅이 여기에 나타납니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="113"/>
        <source>No events</source>
        <translation>일정이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="113"/>
        <source>Nothing in the next 60 days.</source>
        <translation>앞으로 60일 동안 일정이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="116"/>
        <source>No customers yet</source>
        <translation>아직 고객이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="117"/>
        <source>Add a CRM, or import your contacts into the built-in one.</source>
        <translation>CRM을 추가하거나 내장 CRM으로 연락처를 가져오세요.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="121"/>
        <source>Nothing filed yet</source>
        <translation>아직 기록한 것이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="121"/>
        <source>Open a customer&apos;s mail and press F.</source>
        <translation>고객의 메일을 열고 F를 누르세요.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="122"/>
        <source>Nothing is stuck</source>
        <translation>막힌 것이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="122"/>
        <source>Filings that fail or match nobody wait here.</source>
        <translation>실패했거나 일치하는 고객이 없는 기록이 여기에서 기다립니다.</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="123"/>
        <source>No drafts</source>
        <translation>임시보관한 메일이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="124"/>
        <source>Nothing sent yet</source>
        <translation>아직 보낸 메일이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="125"/>
        <source>The archive is empty</source>
        <translation>보관함이 비어 있습니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/emptiness.py" line="126"/>
        <source>The trash is empty</source>
        <translation>휴지통이 비어 있습니다</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="39"/>
        <source>unread</source>
        <translation>안 읽음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="58"/>
        <location filename="../../ui/models/lines.py" line="90"/>
        <location filename="../../ui/reader/people.py" line="20"/>
        <source>No sender</source>
        <translation>보낸 사람 없음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="60"/>
        <location filename="../../ui/models/lines.py" line="92"/>
        <location filename="../../ui/models/lines.py" line="246"/>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="73"/>
        <source>Filed · {crm}</source>
        <translation>기록됨 · {crm}</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="75"/>
        <source>Filing failed</source>
        <translation>기록 실패</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="76"/>
        <source>Filing unsure</source>
        <translation>기록 불확실</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="77"/>
        <source>Filing…</source>
        <translation>기록 중…</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="78"/>
        <source>Filing queued</source>
        <translation>기록 대기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="106"/>
        <source>Not answered</source>
        <translation>답하지 않음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="110"/>
        <source>No title</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="148"/>
        <source>all day</source>
        <translation>종일</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="178"/>
        <source>closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="179"/>
        <source>No details</source>
        <translation>자세한 내용 없음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="203"/>
        <source>Waits for the service to answer.</source>
        <translation>서비스의 응답을 기다립니다.</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="208"/>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="209"/>
        <source>unsure</source>
        <translation>불확실</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="210"/>
        <source>trying</source>
        <translation>시도 중</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="211"/>
        <source>queued</source>
        <translation>대기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="218"/>
        <source>Mark read</source>
        <translation>읽음으로 표시</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="219"/>
        <source>Mark unread</source>
        <translation>안 읽음으로 표시</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="220"/>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="221"/>
        <source>Remove star</source>
        <translation>별표 제거</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="222"/>
        <location filename="../../ui/shell/places.py" line="45"/>
        <location filename="../../ui/shell/window_commands.py" line="43"/>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="223"/>
        <location filename="../../ui/shell/window_commands.py" line="44"/>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="224"/>
        <location filename="../../ui/shell/window_commands.py" line="32"/>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="225"/>
        <source>Add label</source>
        <translation>라벨 추가</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="226"/>
        <source>Remove label</source>
        <translation>라벨 제거</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="227"/>
        <location filename="../../ui/shell/window_commands.py" line="51"/>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="228"/>
        <source>Answer invitation</source>
        <translation>초대에 답하기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="229"/>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="230"/>
        <source>Remove reaction</source>
        <translation>반응 제거</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="231"/>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="232"/>
        <source>Save draft</source>
        <translation>임시저장</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="233"/>
        <source>Delete draft</source>
        <translation>임시보관 삭제</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="234"/>
        <source>Post</source>
        <translation>올리기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="235"/>
        <location filename="../../ui/shell/window_commands.py" line="53"/>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="236"/>
        <source>Take back filing</source>
        <translation>기록 되돌리기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="237"/>
        <source>Create record</source>
        <translation>레코드 만들기</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="244"/>
        <source>No recipient</source>
        <translation>받는 사람 없음</translation>
    </message>
    <message>
        <location filename="../../ui/models/lines.py" line="248"/>
        <source>Draft</source>
        <translation>임시보관</translation>
    </message>
    <message>
        <location filename="../../ui/reader/people.py" line="29"/>
        <source>{n} more</source>
        <translation>{n}개 더</translation>
    </message>
    <message>
        <location filename="../../ui/reader/people.py" line="33"/>
        <source>to {people} · {when}</source>
        <translation>받는 사람 {people} · {when}</translation>
    </message>
    <message>
        <location filename="../../ui/reader/people.py" line="40"/>
        <source>Reply to</source>
        <translation>답장 주소</translation>
    </message>
    <message>
        <location filename="../../ui/reader/people.py" line="42"/>
        <source>Cc</source>
        <translation>참조</translation>
    </message>
    <message>
        <location filename="../../ui/reader/people.py" line="43"/>
        <source>Bcc</source>
        <translation>숨은 참조</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="37"/>
        <source>Inbox</source>
        <translation>받은편지함</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="38"/>
        <source>Chats</source>
        <translation>채팅</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="40"/>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="41"/>
        <source>Filed</source>
        <translation>기록됨</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="42"/>
        <source>Unfiled</source>
        <translation>기록 안 됨</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="43"/>
        <source>Drafts</source>
        <translation>임시보관함</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="44"/>
        <source>Sent</source>
        <translation>보낸편지함</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="46"/>
        <source>Trash</source>
        <translation>휴지통</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="58"/>
        <location filename="../../ui/shell/window_commands.py" line="68"/>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="65"/>
        <source>Manage accounts</source>
        <translation>계정 관리</translation>
    </message>
    <message>
        <location filename="../../ui/shell/places.py" line="93"/>
        <source>sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="33"/>
        <source>Next line</source>
        <translation>다음 줄</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="34"/>
        <source>Previous line</source>
        <translation>이전 줄</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="35"/>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="36"/>
        <source>Back to the list</source>
        <translation>목록으로</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="37"/>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="41"/>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="50"/>
        <source>New mail</source>
        <translation>새 메일</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="73"/>
        <source>Show or hide customer</source>
        <translation>고객 표시 또는 숨기기</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="45"/>
        <source>Star or remove star</source>
        <translation>별표 켜기/끄기</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="46"/>
        <source>Mark read or unread</source>
        <translation>읽음/안 읽음 표시</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="52"/>
        <source>Reply to all</source>
        <translation>전체 답장</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="54"/>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="58"/>
        <source>Go to</source>
        <translation>이동</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="60"/>
        <source>Workplace {n}</source>
        <translation>업무공간 {n}</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="67"/>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="70"/>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="71"/>
        <source>Outbox</source>
        <translation>보낼 작업</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="72"/>
        <source>Get new mail now</source>
        <translation>지금 새 메일 받기</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="74"/>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="75"/>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window_commands.py" line="76"/>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <location filename="../../ui/filing/filed.py" line="29"/>
        <source>On its way to {where}.</source>
        <translation>{where}(으)로 가는 중입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/filed.py" line="31"/>
        <source>This may be filed to {where}. Check there before you file it again.</source>
        <translation>{where}에 이미 기록되었을 수 있습니다. 다시 기록하기 전에 확인하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/filed.py" line="33"/>
        <source>Filed to {where} by {who}.</source>
        <translation>{who} 님이 {where}에 기록했습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/filed.py" line="34"/>
        <source>Filed to {where}.</source>
        <translation>{where}에 기록되었습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/filed.py" line="52"/>
        <source>a colleague</source>
        <translation>동료</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <location filename="../../ui/accounts/form.py" line="58"/>
        <source>More settings</source>
        <translation>추가 설정</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <location filename="../../ui/accounts/page.py" line="65"/>
        <location filename="../../ui/accounts/page.py" line="76"/>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/page.py" line="68"/>
        <source>Add account</source>
        <translation>계정 추가</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/page.py" line="125"/>
        <source>Get new mail now</source>
        <translation>지금 새 메일 받기</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/page.py" line="126"/>
        <source>Sign in again</source>
        <translation>다시 로그인</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/page.py" line="127"/>
        <source>Read everything anew</source>
        <translation>전부 다시 읽기</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/page.py" line="134"/>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <location filename="../../ui/reader/bar.py" line="25"/>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="26"/>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="27"/>
        <location filename="../../ui/reader/bar.py" line="35"/>
        <source>Reply all</source>
        <translation>전체 답장</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="28"/>
        <location filename="../../ui/reader/bar.py" line="36"/>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="29"/>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="30"/>
        <location filename="../../ui/reader/bar.py" line="61"/>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="31"/>
        <location filename="../../ui/reader/bar.py" line="33"/>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="37"/>
        <source>Mark unread</source>
        <translation>안 읽음으로 표시</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="38"/>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="39"/>
        <source>Move…</source>
        <translation>이동…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="40"/>
        <source>View source</source>
        <translation>원본 보기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="41"/>
        <source>Save as .eml…</source>
        <translation>.eml로 저장…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/bar.py" line="61"/>
        <source>Remove star</source>
        <translation>별표 제거</translation>
    </message>
</context>
<context>
    <name>AddAccountSheet</name>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="197"/>
        <source>Add {connector}</source>
        <translation>{connector} 추가</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="199"/>
        <source>Check and add</source>
        <translation>확인 후 추가</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="200"/>
        <source>Secrets are kept encrypted on this computer.</source>
        <translation>비밀번호는 이 컴퓨터에 암호화되어 보관됩니다.</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="215"/>
        <source>My work</source>
        <translation>내 업무</translation>
    </message>
</context>
<context>
    <name>Along</name>
    <message>
        <location filename="../../ui/filing/along.py" line="40"/>
        <source>Later replies in this thread</source>
        <translation>이 대화의 이후 답장</translation>
    </message>
</context>
<context>
    <name>AttachmentRow</name>
    <message>
        <location filename="../../ui/reader/attachments.py" line="149"/>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="53"/>
        <source>{name} is a program: save it first.</source>
        <translation>{name}은(는) 프로그램입니다. 먼저 저장하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="59"/>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="68"/>
        <source>Save all</source>
        <translation>모두 저장</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="74"/>
        <source>Unnamed file</source>
        <translation>이름 없는 파일</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="85"/>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="86"/>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="88"/>
        <source>Save all…</source>
        <translation>모두 저장…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="111"/>
        <source>{name} could not be saved: {reason}</source>
        <translation>{name}을(를) 저장하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/reader/attachments.py" line="137"/>
        <source>Fetching {n} of {total}…</source>
        <translation>{total}개 중 {n}개 받는 중…</translation>
    </message>
</context>
<context>
    <name>BrowserWait</name>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="36"/>
        <location filename="../../ui/accounts/waiting.py" line="68"/>
        <source>Copy the address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="37"/>
        <source>Use a code instead</source>
        <translation>대신 코드 사용</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="57"/>
        <source>Open this address on any device and type the code:</source>
        <translation>아무 기기에서나 이 주소를 열고 코드를 입력하세요:</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="59"/>
        <source>Waiting for your browser…</source>
        <translation>브라우저를 기다리는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="61"/>
        <source>No browser could be opened. Copy the address into a browser on this computer.</source>
        <translation>브라우저를 열 수 없습니다. 주소를 복사해 이 컴퓨터의 브라우저에서 여세요.</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/waiting.py" line="74"/>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <location filename="../../ui/filing/rows.py" line="59"/>
        <source>You may not write to it</source>
        <translation>쓰기 권한이 없습니다</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <location filename="../../ui/compose/carrying.py" line="34"/>
        <source>Leave them out</source>
        <translation>빼고 보내기</translation>
    </message>
    <message>
        <location filename="../../ui/compose/carrying.py" line="83"/>
        <source>{name} could not be fetched: {reason}</source>
        <translation>{name}을(를) 가져오지 못했습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/compose/carrying.py" line="88"/>
        <source>Fetching attachments: {n} of {total}</source>
        <translation>첨부 파일 가져오는 중: {total}개 중 {n}개</translation>
    </message>
</context>
<context>
    <name>ChatBox</name>
    <message>
        <location filename="../../ui/compose/chatbox.py" line="22"/>
        <source>Write a message…</source>
        <translation>메시지 쓰기…</translation>
    </message>
    <message>
        <location filename="../../ui/compose/chatbox.py" line="27"/>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
</context>
<context>
    <name>CheckSheet</name>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="53"/>
        <source>Checking</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="65"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="82"/>
        <source>Sign in with {service}</source>
        <translation>{service}(으)로 로그인</translation>
    </message>
</context>
<context>
    <name>ComposeDesk</name>
    <message>
        <location filename="../../ui/compose/desk.py" line="43"/>
        <source>No account here can send mail.</source>
        <translation>메일을 보낼 수 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="52"/>
        <source>This message is no longer here.</source>
        <translation>이 메시지는 더 이상 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="70"/>
        <source>This draft is no longer here.</source>
        <translation>이 임시 저장 메일은 더 이상 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="140"/>
        <source>New mail</source>
        <translation>새 메일</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="140"/>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="141"/>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="113"/>
        <location filename="../../ui/compose/desk.py" line="183"/>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/compose/desk.py" line="195"/>
        <source>Draft discarded</source>
        <translation>임시 저장 메일을 버렸습니다</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <location filename="../../ui/compose/composer.py" line="78"/>
        <source>There is no subject. Send again to send it without one.</source>
        <translation>제목이 없습니다. 제목 없이 보내려면 다시 보내기를 누르세요.</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="82"/>
        <source>Send anyway</source>
        <translation>그래도 보내기</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="82"/>
        <source>Switch back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="103"/>
        <source>Draft saved</source>
        <translation>임시 저장됨</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="133"/>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="155"/>
        <location filename="../../ui/compose/composer.py" line="292"/>
        <source>Quoted text</source>
        <translation>인용문</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="177"/>
        <location filename="../../ui/compose/composer.py" line="196"/>
        <source>From</source>
        <translation>보낸 사람</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="181"/>
        <location filename="../../ui/compose/composer.py" line="197"/>
        <source>To</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="182"/>
        <location filename="../../ui/compose/composer.py" line="198"/>
        <source>Cc</source>
        <translation>참조</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="183"/>
        <location filename="../../ui/compose/composer.py" line="199"/>
        <source>Bcc</source>
        <translation>숨은 참조</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="186"/>
        <location filename="../../ui/compose/composer.py" line="200"/>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="206"/>
        <source>Cc Bcc</source>
        <translation>참조 숨은 참조</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="216"/>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="222"/>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="303"/>
        <source>“{words}” is not an address</source>
        <translation>“{words}”은(는) 주소가 아닙니다</translation>
    </message>
    <message>
        <location filename="../../ui/compose/composer.py" line="307"/>
        <source>Who is it to?</source>
        <translation>누구에게 보내나요?</translation>
    </message>
</context>
<context>
    <name>CreateForm</name>
    <message>
        <location filename="../../ui/filing/create.py" line="49"/>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <location filename="../../ui/filing/create.py" line="86"/>
        <source>New: {type}</source>
        <translation>새로 만들기: {type}</translation>
    </message>
    <message>
        <location filename="../../ui/filing/create.py" line="89"/>
        <source>Do not create</source>
        <translation>만들지 않음</translation>
    </message>
</context>
<context>
    <name>CustomerPanel</name>
    <message>
        <location filename="../../ui/customer/panel.py" line="36"/>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="83"/>
        <source>Open a conversation to see whom it is with.</source>
        <translation>대화를 열면 상대가 누구인지 보입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="107"/>
        <source>owner {name}</source>
        <translation>담당 {name}</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="113"/>
        <source>Relationship</source>
        <translation>관계</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="118"/>
        <source>Not known in any CRM</source>
        <translation>어느 CRM에도 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="122"/>
        <source>{domain} is free mail: it says nothing about a company.</source>
        <translation>{domain}은(는) 무료 메일이라 회사를 알 수 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="124"/>
        <source>Create contact…</source>
        <translation>연락처 만들기…</translation>
    </message>
    <message>
        <location filename="../../ui/customer/panel.py" line="131"/>
        <source>Hide customer</source>
        <translation>고객 숨기기</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <location filename="../../ui/shell/deeds.py" line="39"/>
        <source>Archived</source>
        <translation>보관함</translation>
    </message>
    <message>
        <location filename="../../ui/shell/deeds.py" line="43"/>
        <source>Moved to trash</source>
        <translation>휴지통으로 이동함</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <location filename="../../ui/compose/editor.py" line="33"/>
        <source>Text</source>
        <translation>본문</translation>
    </message>
</context>
<context>
    <name>EventCard</name>
    <message>
        <location filename="../../ui/reader/event.py" line="62"/>
        <source>Your answer is on its way.</source>
        <translation>답을 보내는 중입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="88"/>
        <source>When</source>
        <translation>언제</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="89"/>
        <source>Where</source>
        <translation>어디</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="90"/>
        <source>Organizer</source>
        <translation>주최자</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="91"/>
        <source>Attendees</source>
        <translation>참석자</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="92"/>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="97"/>
        <source>comes</source>
        <translation>참석</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="98"/>
        <source>does not come</source>
        <translation>불참</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="99"/>
        <source>perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="116"/>
        <source>Accept</source>
        <translation>수락</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="117"/>
        <source>Perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <location filename="../../ui/reader/event.py" line="118"/>
        <source>Decline</source>
        <translation>거절</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <location filename="../../ui/accounts/form.py" line="142"/>
        <source> (optional)</source>
        <translation> (선택)</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/form.py" line="225"/>
        <source>Show or hide</source>
        <translation>보이기/숨기기</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/form.py" line="239"/>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <location filename="../../ui/compose/files.py" line="58"/>
        <source>it is not a file</source>
        <translation>파일이 아닙니다</translation>
    </message>
    <message>
        <location filename="../../ui/compose/files.py" line="59"/>
        <source>{name} could not be attached: {reason}</source>
        <translation>{name}을(를) 첨부하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/compose/files.py" line="69"/>
        <source>picture.png</source>
        <translation>그림.png</translation>
    </message>
    <message>
        <location filename="../../ui/compose/files.py" line="85"/>
        <source>{name} is too large: all files together may have {limit}.</source>
        <translation>{name}이(가) 너무 큽니다. 파일은 모두 합해 {limit}까지입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/compose/files.py" line="105"/>
        <source>{size} together</source>
        <translation>합계 {size}</translation>
    </message>
    <message>
        <location filename="../../ui/compose/files.py" line="116"/>
        <source>Remove {name}</source>
        <translation>{name} 빼기</translation>
    </message>
</context>
<context>
    <name>FilingDesk</name>
    <message>
        <location filename="../../ui/filing/desk.py" line="34"/>
        <source>This message is no longer here.</source>
        <translation>이 메시지는 더 이상 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/desk.py" line="52"/>
        <source>Filing to {where}</source>
        <translation>{where}에 기록하는 중</translation>
    </message>
    <message>
        <location filename="../../ui/filing/desk.py" line="58"/>
        <source>The filing is being taken back</source>
        <translation>기록을 취소하는 중입니다</translation>
    </message>
    <message>
        <location filename="../../ui/filing/desk.py" line="60"/>
        <source>It is on its way already. Undo it when it is filed.</source>
        <translation>이미 가는 중입니다. 기록된 뒤에 취소하세요.</translation>
    </message>
</context>
<context>
    <name>FilingSheet</name>
    <message>
        <location filename="../../ui/filing/sheet.py" line="55"/>
        <source>“{subject}” from {who}</source>
        <translation>{who}의 “{subject}”</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="155"/>
        <source>There is no CRM yet. The built-in one needs no subscription and keeps its data on this computer.</source>
        <translation>아직 CRM이 없습니다. 내장 CRM은 구독이 필요 없고 데이터를 이 컴퓨터에 보관합니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="158"/>
        <source>Add the built-in CRM</source>
        <translation>내장 CRM 추가</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="168"/>
        <source>File anyway</source>
        <translation>그래도 기록</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="179"/>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="181"/>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="183"/>
        <source>What you tick below is added to it.</source>
        <translation>아래에서 선택한 것이 추가됩니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="191"/>
        <source>Who it is about</source>
        <translation>누구에 관한 것인가</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="194"/>
        <source>Not known. Create a record, or look one up.</source>
        <translation>모르는 상대입니다. 새로 만들거나 찾아보세요.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="195"/>
        <source>Several fit: choose.</source>
        <translation>여럿이 맞습니다. 고르세요.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="229"/>
        <location filename="../../ui/filing/sheet.py" line="242"/>
        <source>＋ New {type}</source>
        <translation>＋ 새 {type}</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="235"/>
        <source>Relate to</source>
        <translation>관련 항목</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="259"/>
        <source>Send along</source>
        <translation>함께 보내기</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="269"/>
        <source>Exactly what will be written</source>
        <translation>기록될 내용 그대로 보기</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="286"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="287"/>
        <source>File</source>
        <translation>기록</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="364"/>
        <source>Choose whom it is about, or create a record.</source>
        <translation>누구에 관한 것인지 고르거나 새로 만드세요.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="362"/>
        <source>The new record needs a name.</source>
        <translation>새로 만들 항목에 이름이 필요합니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="369"/>
        <source>Works offline: sent as soon as the CRM answers, once only.</source>
        <translation>오프라인에서도 됩니다. CRM이 응답하면 한 번만 보냅니다.</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <location filename="../../ui/accounts/first_run.py" line="96"/>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/first_run.py" line="99"/>
        <source>One window for everything that reaches you</source>
        <translation>나에게 오는 모든 것을 한 창에서</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/first_run.py" line="100"/>
        <source>Add what you use. Each workplace keeps its own accounts and identity.</source>
        <translation>쓰는 서비스를 추가하세요. 업무공간마다 계정과 신원이 따로 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/first_run.py" line="108"/>
        <source>Passwords stay in this computer&apos;s keyring. Nothing is sent anywhere but to the services you add.</source>
        <translation>비밀번호는 이 컴퓨터의 키링에만 보관됩니다. 추가한 서비스 말고는 어디에도 보내지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <location filename="../../ui/reader/header.py" line="44"/>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <location filename="../../ui/reader/header.py" line="63"/>
        <source>Not filed yet</source>
        <translation>아직 기록 안 함</translation>
    </message>
    <message>
        <location filename="../../ui/reader/header.py" line="70"/>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/header.py" line="72"/>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>InboxScreen</name>
    <message>
        <location filename="../../ui/inbox/screen.py" line="41"/>
        <source>Conversations</source>
        <translation>대화</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/screen.py" line="133"/>
        <source>All {total} mails are searchable</source>
        <translation>메일 {total}통 모두 검색됩니다</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/screen.py" line="134"/>
        <source>Bodies of {have} of {total} mails are searchable</source>
        <translation>메일 {total}통 중 {have}통의 본문이 검색됩니다</translation>
    </message>
</context>
<context>
    <name>LinkLine</name>
    <message>
        <location filename="../../ui/reader/links.py" line="41"/>
        <source>Leads elsewhere: {address}</source>
        <translation>다른 곳으로 연결됨: {address}</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <location filename="../../ui/reader/links.py" line="59"/>
        <source>Its words name another address, but it opens {host}:</source>
        <translation>글자에는 다른 주소가 적혀 있지만 {host}을(를) 엽니다:</translation>
    </message>
    <message>
        <location filename="../../ui/reader/links.py" line="65"/>
        <source>Open it anyway</source>
        <translation>그래도 열기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/links.py" line="66"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>LookUp</name>
    <message>
        <location filename="../../ui/filing/lookup.py" line="33"/>
        <source>Look up any contact, company, deal or case</source>
        <translation>연락처, 회사, 거래, 케이스 찾기</translation>
    </message>
    <message>
        <location filename="../../ui/filing/lookup.py" line="106"/>
        <source>Nothing found here.</source>
        <translation>여기에는 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/lookup.py" line="108"/>
        <source>Asking the CRM too…</source>
        <translation>CRM에도 물어보는 중…</translation>
    </message>
</context>
<context>
    <name>MailPage</name>
    <message>
        <location filename="../../ui/shell/mailpage.py" line="145"/>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../ui/shell/window.py" line="235"/>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window.py" line="279"/>
        <source>Added. Its first sync has begun.</source>
        <translation>추가했습니다. 첫 동기화를 시작했습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window.py" line="330"/>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window.py" line="338"/>
        <source>Taken back</source>
        <translation>되돌렸습니다</translation>
    </message>
    <message>
        <location filename="../../ui/shell/window.py" line="338"/>
        <source>Too late: the service has it already</source>
        <translation>늦었습니다. 서비스에 이미 전해졌습니다</translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <location filename="../../ui/reader/card.py" line="91"/>
        <source>All recipients</source>
        <translation>받는 사람 모두</translation>
    </message>
    <message>
        <location filename="../../ui/reader/card.py" line="113"/>
        <source>unread. </source>
        <translation>안 읽음. </translation>
    </message>
    <message>
        <location filename="../../ui/reader/card.py" line="114"/>
        <source>open</source>
        <translation>펼침</translation>
    </message>
    <message>
        <location filename="../../ui/reader/card.py" line="114"/>
        <source>folded</source>
        <translation>접힘</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <location filename="../../ui/reader/message.py" line="77"/>
        <source>Fetching the whole message…</source>
        <translation>메시지 전체를 받는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="87"/>
        <source>The text is still coming.</source>
        <translation>본문을 아직 받는 중입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="92"/>
        <source>This message is damaged. It is shown as far as it could be read.</source>
        <translation>손상된 메시지입니다. 읽을 수 있는 데까지 보여 줍니다.</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="109"/>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="113"/>
        <source>Message text</source>
        <translation>메시지 본문</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="124"/>
        <source>Remote images blocked</source>
        <translation>외부 이미지 차단됨</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="126"/>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="127"/>
        <source>Always from this sender</source>
        <translation>이 사람은 항상</translation>
    </message>
    <message>
        <location filename="../../ui/reader/message.py" line="136"/>
        <location filename="../../ui/reader/message.py" line="137"/>
        <source>Quoted text</source>
        <translation>인용문</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <location filename="../../ui/shell/outbox.py" line="26"/>
        <source>Outbox</source>
        <translation>보낼 작업</translation>
    </message>
    <message>
        <location filename="../../ui/shell/outbox.py" line="30"/>
        <source>What you did that the services have not confirmed yet.</source>
        <translation>아직 서비스가 확인하지 않은 작업입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/outbox.py" line="50"/>
        <source>Everything is done.</source>
        <translation>모두 끝났습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/outbox.py" line="70"/>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <location filename="../../ui/shell/outbox.py" line="71"/>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <location filename="../../ui/shell/rail.py" line="93"/>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <location filename="../../ui/shell/rail.py" line="107"/>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <location filename="../../ui/shell/rail.py" line="117"/>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <location filename="../../ui/shell/rail.py" line="118"/>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>ReaderView</name>
    <message>
        <location filename="../../ui/reader/view.py" line="90"/>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <location filename="../../ui/reader/view.py" line="135"/>
        <source>Nothing is open</source>
        <translation>열린 항목이 없습니다</translation>
    </message>
    <message>
        <location filename="../../ui/reader/view.py" line="135"/>
        <source>Pick a line with J and K.</source>
        <translation>J와 K로 줄을 고르세요.</translation>
    </message>
    <message>
        <location filename="../../ui/reader/view.py" line="248"/>
        <source>Show {n} earlier messages</source>
        <translation>이전 메시지 {n}개 보기</translation>
    </message>
    <message>
        <location filename="../../ui/reader/view.py" line="302"/>
        <source>This kind of link is not opened: {address}</source>
        <translation>이런 링크는 열지 않습니다: {address}</translation>
    </message>
</context>
<context>
    <name>RelationshipCard</name>
    <message>
        <location filename="../../ui/customer/cards.py" line="79"/>
        <source>Contact</source>
        <translation>연락처</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="81"/>
        <source>Stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="84"/>
        <source>Open deal</source>
        <translation>진행 중인 거래</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="85"/>
        <source>Open cases</source>
        <translation>열린 케이스</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="88"/>
        <source>Open</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>ReplyBox</name>
    <message>
        <location filename="../../ui/reader/replybox.py" line="22"/>
        <location filename="../../ui/reader/replybox.py" line="26"/>
        <source>Write a reply…</source>
        <translation>답장 쓰기…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <location filename="../../ui/search/field.py" line="24"/>
        <location filename="../../ui/search/field.py" line="25"/>
        <location filename="../../ui/search/field.py" line="26"/>
        <source>Search everything</source>
        <translation>모두 검색</translation>
    </message>
    <message>
        <location filename="../../ui/search/field.py" line="28"/>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <location filename="../../ui/settings/sheet.py" line="22"/>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="29"/>
        <location filename="../../ui/settings/sheet.py" line="33"/>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="30"/>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="31"/>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="35"/>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="36"/>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="37"/>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <location filename="../../ui/settings/sheet.py" line="42"/>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <location filename="../../ui/shell/shortcuts.py" line="16"/>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <location filename="../../ui/shell/sidebar.py" line="125"/>
        <source>Places and accounts</source>
        <translation>위치와 계정</translation>
    </message>
</context>
<context>
    <name>SignInSheet</name>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="226"/>
        <source>Sign in to {account}</source>
        <translation>{account}에 로그인</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/add_sheet.py" line="225"/>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
</context>
<context>
    <name>SourceSheet</name>
    <message>
        <location filename="../../ui/reader/source.py" line="28"/>
        <source>Source</source>
        <translation>원본</translation>
    </message>
    <message>
        <location filename="../../ui/reader/source.py" line="31"/>
        <source>Fetching the message…</source>
        <translation>메시지를 받는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/reader/source.py" line="36"/>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <location filename="../../ui/shell/statusline.py" line="39"/>
        <source>Start again</source>
        <translation>다시 시작</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/shell/statusline.py" line="72"/>
        <source>%n needs sign-in</source>
        <translation>
            <numerusform>%n개 로그인 필요</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/shell/statusline.py" line="75"/>
        <source>%n action(s) queued</source>
        <translation>
            <numerusform>작업 %n개 대기</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/shell/statusline.py" line="80"/>
        <source>Starting the engine…</source>
        <translation>엔진을 시작하는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/statusline.py" line="81"/>
        <source>The engine stopped and is being started again…</source>
        <translation>엔진이 멈춰 다시 시작하는 중…</translation>
    </message>
    <message>
        <location filename="../../ui/shell/statusline.py" line="82"/>
        <source>The engine does not run.</source>
        <translation>엔진이 실행되지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <location filename="../../ui/shell/statusline.py" line="88"/>
        <source>%n account(s) in step</source>
        <translation>
            <numerusform>계정 %n개 최신 상태</numerusform>
        </translation>
    </message>
    <message>
        <location filename="../../ui/shell/statusline.py" line="93"/>
        <source>{accounts} · {age} ago</source>
        <translation>{accounts} · {age} 전</translation>
    </message>
</context>
<context>
    <name>Swatch</name>
    <message>
        <location filename="../../ui/widgets/swatch.py" line="19"/>
        <source>Colour {color}</source>
        <translation>색 {color}</translation>
    </message>
</context>
<context>
    <name>SyncCard</name>
    <message>
        <location filename="../../ui/accounts/progress.py" line="17"/>
        <source>First sync · {account}</source>
        <translation>첫 동기화 · {account}</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/progress.py" line="28"/>
        <source>You can work meanwhile.</source>
        <translation>그동안 일할 수 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/progress.py" line="32"/>
        <source>{pulled} of {total}, newest first</source>
        <translation>최신순으로 {total}개 중 {pulled}개</translation>
    </message>
    <message>
        <location filename="../../ui/accounts/progress.py" line="34"/>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <location filename="../../ui/inbox/tabs.py" line="24"/>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/tabs.py" line="25"/>
        <source>Team</source>
        <translation>팀</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/tabs.py" line="26"/>
        <source>Other</source>
        <translation>기타</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <location filename="../../ui/shell/rail.py" line="35"/>
        <source>%n unread</source>
        <translation>
            <numerusform>안 읽음 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineCard</name>
    <message>
        <location filename="../../ui/customer/cards.py" line="97"/>
        <source>Timeline, every channel</source>
        <translation>모든 채널의 타임라인</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="103"/>
        <source>Nothing yet.</source>
        <translation>아직 없습니다.</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="23"/>
        <source>Bold</source>
        <translation>굵게</translation>
    </message>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="24"/>
        <source>Italic</source>
        <translation>기울임</translation>
    </message>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="31"/>
        <source>List</source>
        <translation>목록</translation>
    </message>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="32"/>
        <location filename="../../ui/compose/toolbar.py" line="39"/>
        <source>Link</source>
        <translation>링크</translation>
    </message>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="33"/>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <location filename="../../ui/compose/toolbar.py" line="39"/>
        <source>Address</source>
        <translation>주소</translation>
    </message>
</context>
<context>
    <name>TrayBar</name>
    <message>
        <location filename="../../ui/inbox/tray.py" line="29"/>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/tray.py" line="30"/>
        <source>File…</source>
        <translation>기록…</translation>
    </message>
    <message>
        <location filename="../../ui/inbox/tray.py" line="31"/>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>WaitingWindow</name>
    <message>
        <location filename="../../ui/shell/app.py" line="155"/>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <location filename="../../ui/shell/app.py" line="165"/>
        <source>Workspace could not get ready</source>
        <translation>Workspace를 준비하지 못했습니다</translation>
    </message>
    <message>
        <location filename="../../ui/shell/app.py" line="167"/>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <location filename="../../ui/shell/app.py" line="173"/>
        <source>Getting ready</source>
        <translation>준비 중</translation>
    </message>
    <message>
        <location filename="../../ui/shell/app.py" line="174"/>
        <source>The first start makes an encrypted store on this computer.</source>
        <translation>처음 시작할 때 이 컴퓨터에 암호화된 저장소를 만듭니다.</translation>
    </message>
</context>
<context>
    <name>WorkplaceSheet</name>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="25"/>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="29"/>
        <source>A workplace groups accounts: a team, a role, or your private mail.</source>
        <translation>업무공간은 팀, 역할, 개인 메일처럼 계정을 묶습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="36"/>
        <location filename="../../ui/shell/workplace_sheet.py" line="37"/>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="65"/>
        <source>Accounts in it</source>
        <translation>포함할 계정</translation>
    </message>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="74"/>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <location filename="../../ui/shell/workplace_sheet.py" line="75"/>
        <source>Add</source>
        <translation>추가</translation>
    </message>
</context>
<context>
    <name>_Line</name>
    <message>
        <location filename="../../ui/customer/cards.py" line="116"/>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <location filename="../../ui/customer/cards.py" line="118"/>
        <source>Filed: {title}</source>
        <translation>기록됨: {title}</translation>
    </message>
</context>
<context>
    <name>compose</name>
    <message>
        <location filename="../../ui/compose/identities.py" line="50"/>
        <source>This conversation belongs to {here}, but the letter would leave from {there}.</source>
        <translation>이 대화는 {here}에 속하지만 {there}에서 보내려고 합니다.</translation>
    </message>
</context>
<context>
    <name>filing</name>
    <message>
        <location filename="../../ui/filing/words.py" line="13"/>
        <source>Same address as the contact “{name}”</source>
        <translation>연락처 “{name}”와(과) 같은 주소</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="14"/>
        <source>Same domain as {count} contacts ({domain})</source>
        <translation>연락처 {count}개와 같은 도메인 ({domain})</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="15"/>
        <source>Its domain is {domain}</source>
        <translation>도메인이 {domain}</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="16"/>
        <source>This conversation is filed here</source>
        <translation>이 대화가 여기에 기록되어 있음</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="17"/>
        <source>This message is filed here already</source>
        <translation>이 메시지가 이미 여기에 기록되어 있음</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="18"/>
        <source>The company of “{name}”</source>
        <translation>“{name}”의 회사</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="19"/>
        <source>An open deal of “{name}”</source>
        <translation>“{name}”의 진행 중인 거래</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="20"/>
        <source>An open case of “{name}”</source>
        <translation>“{name}”의 진행 중인 케이스</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="21"/>
        <source>You looked it up</source>
        <translation>직접 찾음</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="22"/>
        <source>{pattern} is never filed: your administrator’s rule.</source>
        <translation>{pattern}은(는) 기록하지 않습니다: 관리자 규칙.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="23"/>
        <source>{pattern} is on your never-file list.</source>
        <translation>{pattern}은(는) 기록하지 않을 목록에 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="24"/>
        <source>A draft is not filed before it is sent.</source>
        <translation>임시보관 메일은 보내기 전에 기록하지 않습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="25"/>
        <source>Everybody on this message is one of you.</source>
        <translation>이 메시지에는 우리 쪽 사람만 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="26"/>
        <source>It names nobody who could be looked up.</source>
        <translation>찾아볼 사람이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="27"/>
        <source>This is a delivery notice, not a customer.</source>
        <translation>고객이 아니라 배달 알림입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="28"/>
        <source>This is a mailing list or newsletter.</source>
        <translation>메일링 리스트나 뉴스레터입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="29"/>
        <source>This was sent by a machine.</source>
        <translation>자동으로 보낸 메일입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="30"/>
        <source>a picture inside the text</source>
        <translation>본문 속 그림</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="31"/>
        <source>{size} MB; the CRM takes {limit} MB</source>
        <translation>{size} MB; CRM은 {limit} MB까지</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="32"/>
        <source>together over the CRM’s {limit} MB</source>
        <translation>합쳐서 CRM의 {limit} MB를 넘음</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="33"/>
        <source>not ticked</source>
        <translation>선택 안 함</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="34"/>
        <source>Only from, to and date are filed.</source>
        <translation>보낸 사람, 받는 사람, 날짜만 기록합니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="35"/>
        <source>The text has not arrived yet: it can be filed when it has.</source>
        <translation>본문이 아직 오지 않았습니다. 도착하면 기록할 수 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="36"/>
        <source>Nobody in {crm} has the address {who}.</source>
        <translation>{crm}에 {who} 주소를 가진 사람이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="37"/>
        <source>{count} records in {crm} fit: choose.</source>
        <translation>{crm}에서 {count}개가 맞습니다. 고르세요.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="38"/>
        <source>The CRM refused it.</source>
        <translation>CRM이 거부했습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/filing/words.py" line="39"/>
        <source>Waiting for the CRM.</source>
        <translation>CRM을 기다리는 중.</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <location filename="../../ui/models/navigation.py" line="91"/>
        <source>in step</source>
        <translation>최신</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="92"/>
        <source>sign in again</source>
        <translation>다시 로그인</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="93"/>
        <source>held back</source>
        <translation>보류</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="94"/>
        <source>has a problem</source>
        <translation>문제 있음</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="95"/>
        <source>signing in</source>
        <translation>로그인 중</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="96"/>
        <source>not reachable</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="97"/>
        <source>first sync</source>
        <translation>첫 동기화</translation>
    </message>
    <message>
        <location filename="../../ui/models/navigation.py" line="99"/>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <location filename="../../ui/widgets/messages.py" line="8"/>
        <source>{host} could not be reached.</source>
        <translation>{host}에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="9"/>
        <source>{host} did not answer in time.</source>
        <translation>{host}이(가) 제때 응답하지 않았습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="10"/>
        <source>{host} is busy and asked to wait.</source>
        <translation>{host}이(가) 바빠서 기다려 달라고 합니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="11"/>
        <source>{host} closed the connection.</source>
        <translation>{host}이(가) 연결을 끊었습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="12"/>
        <source>{host} sent an answer that could not be understood.</source>
        <translation>{host}이(가) 보낸 응답을 이해할 수 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="13"/>
        <source>{host} refused the user name or password.</source>
        <translation>{host}이(가) 사용자 이름이나 비밀번호를 거부했습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="14"/>
        <source>The sign-in at {host} has expired.</source>
        <translation>{host} 로그인이 만료되었습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="15"/>
        <source>The permission was not given at {host}. Nothing was changed.</source>
        <translation>{host}에서 권한을 허용하지 않았습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="16"/>
        <source>{host} did not accept the sign-in: {reason}</source>
        <translation>{host}에서 로그인을 받아들이지 않았습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="17"/>
        <source>Nobody answered in the browser in time. Start the sign-in again.</source>
        <translation>브라우저에서 제때 응답이 없었습니다. 로그인을 다시 시작하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="18"/>
        <source>The sign-in was cancelled. Nothing was changed.</source>
        <translation>로그인을 취소했습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="19"/>
        <source>The sign-in was interrupted. Start it again.</source>
        <translation>로그인이 중단되었습니다. 다시 시작하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="20"/>
        <source>This account is not signed in yet.</source>
        <translation>이 계정은 아직 로그인하지 않았습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="21"/>
        <source>This service has no sign-in by code.</source>
        <translation>이 서비스는 코드 로그인을 지원하지 않습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="22"/>
        <source>The keyring of this computer is locked: unlock it; it then goes on by itself.</source>
        <translation>이 컴퓨터의 키링이 잠겨 있습니다. 잠금을 풀면 자동으로 계속됩니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="25"/>
        <source>The sign-in at {host} does not allow {what}. Sign in again and allow it.</source>
        <translation>{host} 로그인에 {what} 권한이 없습니다. 다시 로그인해 허용하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="28"/>
        <source>The permission for Workspace at {host} was withdrawn.</source>
        <translation>{host}에서 Workspace의 권한이 취소되었습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="29"/>
        <source>This account belongs to another organisation than {host} lets in.</source>
        <translation>이 계정은 {host}에서 허용하는 조직의 계정이 아닙니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="30"/>
        <source>{host} does not let this account do that: {reason}</source>
        <translation>{host}에서 이 계정에 허용하지 않는 작업입니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="31"/>
        <source>The certificate of {host} is not trusted: {reason}</source>
        <translation>{host}의 인증서를 믿을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="32"/>
        <source>{host} would be reached without encryption, which is only allowed on this computer.</source>
        <translation>{host}에 암호화 없이 연결하게 됩니다. 이 컴퓨터 안에서만 허용됩니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="36"/>
        <source>{field} is missing.</source>
        <translation>{field}을(를) 입력하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="37"/>
        <source>{field} is not right: {reason}</source>
        <translation>{field}이(가) 올바르지 않습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="38"/>
        <source>This is {found}, but the account belongs to {expected}. Nothing was changed.</source>
        <translation>{found} 계정입니다. 이 계정은 {expected}의 것입니다. 아무것도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="41"/>
        <source>The password for this account is not in the keyring.</source>
        <translation>이 계정의 비밀번호가 키링에 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="42"/>
        <source>{collection} was renumbered by the server and is being read again.</source>
        <translation>서버가 {collection}의 번호를 바꿔 다시 읽는 중입니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="45"/>
        <source>This was changed elsewhere. Yours is kept.</source>
        <translation>다른 곳에서 변경되었습니다. 내 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="46"/>
        <source>{host} refused: {reason}</source>
        <translation>{host}이(가) 거부했습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="47"/>
        <source>{what} is no longer there.</source>
        <translation>{what}이(가) 더 이상 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="48"/>
        <source>{name} is larger than the {limit} MB that {host} accepts.</source>
        <translation>{name}이(가) {host}의 한도 {limit} MB보다 큽니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="49"/>
        <source>{address} was refused by {host}: {reason}</source>
        <translation>{host}이(가) {address}을(를) 거부했습니다: {reason}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="50"/>
        <source>There is no mailbox for that at {host}.</source>
        <translation>{host}에 해당 메일함이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="51"/>
        <source>{connector} cannot do that.</source>
        <translation>{connector}에서는 할 수 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="52"/>
        <source>The CRM took the filing but does not show it; it was not counted as done.</source>
        <translation>CRM이 기록을 받았지만 보이지 않아 완료로 치지 않았습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="56"/>
        <source>{gone} of {total} entries in {collection} seem to be gone; they are kept until a second look agrees.</source>
        <translation>{collection}의 {total}개 중 {gone}개가 사라진 것 같습니다. 다시 확인될 때까지 보관합니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="60"/>
        <source>Something is wrong in the {connector} connector.</source>
        <translation>{connector} 커넥터에 문제가 있습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="61"/>
        <source>This may have been done. Check at the service, or try again.</source>
        <translation>이미 처리되었을 수 있습니다. 서비스에서 확인하거나 다시 시도하세요.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="62"/>
        <source>Nobody in the CRM has this address.</source>
        <translation>CRM에 이 주소를 가진 사람이 없습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="63"/>
        <source>More than one record matches.</source>
        <translation>둘 이상의 레코드가 맞습니다.</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/messages.py" line="64"/>
        <source>There was no answer in time. Try again.</source>
        <translation>제때 응답이 없었습니다. 다시 시도하세요.</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <location filename="../../ui/widgets/times.py" line="39"/>
        <source>Today · {date}</source>
        <translation>오늘 · {date}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/times.py" line="48"/>
        <source>today {time}</source>
        <translation>오늘 {time}</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/times.py" line="55"/>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/times.py" line="57"/>
        <source>{n} min</source>
        <translation>{n}분</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/times.py" line="59"/>
        <source>{n} h</source>
        <translation>{n}시간</translation>
    </message>
    <message>
        <location filename="../../ui/widgets/times.py" line="60"/>
        <source>{n} d</source>
        <translation>{n}일</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <location filename="../../ui/reader/links.py" line="55"/>
        <source>This link leads elsewhere</source>
        <translation>다른 곳으로 가는 링크입니다</translation>
    </message>
    <message>
        <location filename="../../ui/reader/source.py" line="24"/>
        <source>Source</source>
        <translation>원본</translation>
    </message>
    <message>
        <location filename="../../ui/reader/source.py" line="63"/>
        <source>Save as .eml…</source>
        <translation>.eml로 저장…</translation>
    </message>
    <message>
        <location filename="../../ui/filing/sheet.py" line="41"/>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
</context>
</TS>
