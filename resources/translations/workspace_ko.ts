<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>connector missing</source>
        <translation>커넥터 없음</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>메일</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>연락처</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>not readable: {collection}</source>
        <translation>읽을 수 없음: {collection}</translation>
    </message>
    <message>
        <source>not reachable since {time}</source>
        <translation>{time}부터 연결 안 됨</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Brings</source>
        <translation>가져오는 것</translation>
    </message>
    <message>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>On</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Linked by itself</source>
        <translation>자동 연결</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>만든 날짜</translation>
    </message>
    <message>
        <source>On {when}, {who} wrote:</source>
        <translation>{when}, {who}님이 작성:</translation>
    </message>
    <message>
        <source>{who} wrote:</source>
        <translation>{who}님이 작성:</translation>
    </message>
    <message>
        <source>---------- Forwarded message ---------</source>
        <translation>---------- 전달된 메시지 ----------</translation>
    </message>
    <message>
        <source>From</source>
        <translation>보낸 사람</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <source>Blind copy</source>
        <translation>숨은 참조</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <source>{name} stays behind: {reason}</source>
        <translation>{name} 파일은 보내지 않음: {reason}</translation>
    </message>
    <message>
        <source>one of {names}</source>
        <translation>{names} 중 하나</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>waits for your answer</source>
        <translation>답변 대기</translation>
    </message>
    <message>
        <source>overlaps {title}</source>
        <translation>{title} 일정과 겹침</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>전송 중</translation>
    </message>
    <message>
        <source>filed</source>
        <translation>기록됨</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>같은 대화</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>직접 고름</translation>
    </message>
    <message>
        <source>company</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>exact match</source>
        <translation>정확히 일치</translation>
    </message>
    <message>
        <source>domain</source>
        <translation>도메인</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>연락처</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>리드</translation>
    </message>
    <message>
        <source>Deal</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>케이스</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>이메일</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>전화</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>직함</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>도메인</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>금액</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>본문</translation>
    </message>
    <message>
        <source>Formatted text</source>
        <translation>서식 있는 본문</translation>
    </message>
    <message>
        <source>{field} stays behind: {of} characters are too many</source>
        <translation>{field} 필드는 보내지 않음: {of}자는 너무 깁니다</translation>
    </message>
    <message>
        <source>{field} is cut: {kept} of {of} characters go</source>
        <translation>{field} 일부만 보냄: {of}자 중 {kept}자</translation>
    </message>
    <message>
        <source>“{subject}” from {who}</source>
        <translation>{who}의 “{subject}”</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing here holds “{query}”.</source>
        <translation>“{query}” 검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>검색 지우기</translation>
    </message>
    <message>
        <source>No accounts here yet</source>
        <translation>아직 계정이 없습니다</translation>
    </message>
    <message>
        <source>Add what you use, and its mail appears here.</source>
        <translation>쓰는 서비스를 추가하면 메일이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Add an account with a calendar, and its events appear here.</source>
        <translation>캘린더가 있는 계정을 추가하면 일정이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>계정 추가</translation>
    </message>
    <message>
        <source>No calendar yet</source>
        <translation>아직 캘린더가 없습니다</translation>
    </message>
    <message>
        <source>Your calendars are on their way</source>
        <translation>캘린더를 가져오는 중입니다</translation>
    </message>
    <message>
        <source>Connected, but without a calendar: {names}. Make one at the service; it appears here by itself.</source>
        <translation>연결되어 있지만 캘린더가 없습니다: {names}. 서비스에서 캘린더를 만들면 여기에 저절로 나타납니다.</translation>
    </message>
    <message>
        <source>No calendar there yet</source>
        <translation>아직 캘린더가 없습니다</translation>
    </message>
    <message>
        <source>Everything here is read</source>
        <translation>모두 읽었습니다</translation>
    </message>
    <message>
        <source>Nothing here has a star</source>
        <translation>별표한 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing here has files</source>
        <translation>파일이 있는 것이 없습니다</translation>
    </message>
    <message>
        <source>Everything here is filed</source>
        <translation>모두 기록되었습니다</translation>
    </message>
    <message>
        <source>A filter is on in this tab.</source>
        <translation>이 탭에 필터가 켜져 있습니다.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>지금 다시 시도</translation>
    </message>
    <message>
        <source>Show accounts</source>
        <translation>계정 보기</translation>
    </message>
    <message>
        <source>{name} needs to sign in again</source>
        <translation>{name}에 다시 로그인해야 합니다</translation>
    </message>
    <message>
        <source>{name} cannot be reached</source>
        <translation>{name}에 연결할 수 없습니다</translation>
    </message>
    <message>
        <source>{name} has a problem</source>
        <translation>{name}에 문제가 있습니다</translation>
    </message>
    <message>
        <source>What was already here is kept.</source>
        <translation>이미 받은 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>{pulled} of {total} so far, newest first. You can work meanwhile.</source>
        <translation>최신순으로 {total}개 중 {pulled}개를 받았습니다. 그동안 일할 수 있습니다.</translation>
    </message>
    <message>
        <source>Your mail is on its way</source>
        <translation>메일을 가져오는 중입니다</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>모두 처리했습니다</translation>
    </message>
    <message>
        <source>Nothing waits in this tab.</source>
        <translation>이 탭에 기다리는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Show {tab}</source>
        <translation>{tab} 보기</translation>
    </message>
    <message>
        <source>Nothing is snoozed</source>
        <translation>미룬 대화가 없습니다</translation>
    </message>
    <message>
        <source>Press H on what can wait; it returns in time.</source>
        <translation>나중에 볼 대화에서 H를 누르면 제때 돌아옵니다.</translation>
    </message>
    <message>
        <source>No chats</source>
        <translation>채팅이 없습니다</translation>
    </message>
    <message>
        <source>Chats of your accounts appear here.</source>
        <translation>계정의 채팅이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>아직 고객이 없습니다</translation>
    </message>
    <message>
        <source>Add a CRM, or import your contacts into the built-in one.</source>
        <translation>CRM을 추가하거나 내장 CRM으로 연락처를 가져오세요.</translation>
    </message>
    <message>
        <source>Nothing filed yet</source>
        <translation>아직 기록한 것이 없습니다</translation>
    </message>
    <message>
        <source>Open a customer&apos;s mail and press F.</source>
        <translation>고객의 메일을 열고 F를 누르세요.</translation>
    </message>
    <message>
        <source>Nothing is stuck</source>
        <translation>막힌 기록이 없습니다</translation>
    </message>
    <message>
        <source>Filings that fail or match nobody wait here.</source>
        <translation>실패했거나 일치하는 고객이 없는 기록이 여기에서 기다립니다.</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>임시보관 메일이 없습니다</translation>
    </message>
    <message>
        <source>Nothing sent yet</source>
        <translation>아직 보낸 메일이 없습니다</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>보관함이 비어 있습니다</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>휴지통이 비어 있습니다</translation>
    </message>
    <message>
        <source>Nothing lies here</source>
        <translation>여기에는 아무것도 없습니다</translation>
    </message>
    <message>
        <source>Drag mail here, or press V or L on it.</source>
        <translation>메일을 이곳으로 끌어 오거나 메일에서 V 또는 L을 누르세요.</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>읽지 않음</translation>
    </message>
    <message>
        <source>No sender</source>
        <translation>보낸 사람 없음</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>{time}까지</translation>
    </message>
    <message>
        <source>Back since {time}</source>
        <translation>{time}에 돌아옴</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>음소거됨</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>나에게</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>이름 없음</translation>
    </message>
    <message>
        <source>Filed · {crm}</source>
        <translation>기록됨 · {crm}</translation>
    </message>
    <message>
        <source>Filing failed</source>
        <translation>기록 실패</translation>
    </message>
    <message>
        <source>Filing unsure</source>
        <translation>기록 불확실</translation>
    </message>
    <message>
        <source>Filing…</source>
        <translation>기록 중…</translation>
    </message>
    <message>
        <source>Filing queued</source>
        <translation>기록 대기</translation>
    </message>
    <message>
        <source>Chat message</source>
        <translation>채팅 메시지</translation>
    </message>
    <message>
        <source>No title</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>all day</source>
        <translation>종일</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>No details</source>
        <translation>자세한 내용 없음</translation>
    </message>
    <message>
        <source>Waits for the service to answer.</source>
        <translation>서비스의 응답을 기다립니다.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>불확실</translation>
    </message>
    <message>
        <source>trying</source>
        <translation>시도 중</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Mark read</source>
        <translation>읽음으로 표시</translation>
    </message>
    <message>
        <source>Mark unread</source>
        <translation>읽지 않음으로 표시</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Remove star</source>
        <translation>별표 제거</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Add label</source>
        <translation>라벨 추가</translation>
    </message>
    <message>
        <source>Remove label</source>
        <translation>라벨 제거</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Answer invitation</source>
        <translation>초대에 답하기</translation>
    </message>
    <message>
        <source>React</source>
        <translation>반응</translation>
    </message>
    <message>
        <source>Remove reaction</source>
        <translation>반응 제거</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Save draft</source>
        <translation>임시 저장</translation>
    </message>
    <message>
        <source>Delete draft</source>
        <translation>임시보관 메일 삭제</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>올리기</translation>
    </message>
    <message>
        <source>Make folder</source>
        <translation>폴더 만들기</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>폴더 이름 바꾸기</translation>
    </message>
    <message>
        <source>Delete folder</source>
        <translation>폴더 삭제</translation>
    </message>
    <message>
        <source>Create event</source>
        <translation>일정 만들기</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>일</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>주</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>월</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Next day, week or month</source>
        <translation>다음 날, 주 또는 달</translation>
    </message>
    <message>
        <source>Previous day, week or month</source>
        <translation>이전 날, 주 또는 달</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>다음 일정</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>이전 일정</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 일정</translation>
    </message>
    <message>
        <source>Change event</source>
        <translation>일정 수정</translation>
    </message>
    <message>
        <source>Delete event</source>
        <translation>일정 삭제</translation>
    </message>
    <message>
        <source>Accept invitation</source>
        <translation>초대 수락</translation>
    </message>
    <message>
        <source>Perhaps come</source>
        <translation>초대 미정</translation>
    </message>
    <message>
        <source>Decline invitation</source>
        <translation>초대 거절</translation>
    </message>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Take back filing</source>
        <translation>기록 되돌리기</translation>
    </message>
    <message>
        <source>Create record</source>
        <translation>레코드 만들기</translation>
    </message>
    <message>
        <source>No recipient</source>
        <translation>받는 사람 없음</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>임시보관</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n}개 더</translation>
    </message>
    <message>
        <source>to {people} · {when}</source>
        <translation>받는 사람 {people} · {when}</translation>
    </message>
    <message>
        <source>Reply to</source>
        <translation>답장 주소</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>참조</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>숨은 참조</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>받은편지함</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>미룬 대화</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Switch to {workplace}</source>
        <translation>{workplace} 업무공간으로 전환</translation>
    </message>
    <message>
        <source>Search saved</source>
        <translation>검색을 저장했습니다</translation>
    </message>
    <message>
        <source>Del removes it</source>
        <translation>Del 키로 지우기</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>저장한 검색</translation>
    </message>
    <message>
        <source>Saved search removed</source>
        <translation>저장한 검색을 지웠습니다</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Show all in the list</source>
        <translation>목록에서 모두 보기</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>이 검색 저장</translation>
    </message>
    <message>
        <source>Search in every workplace</source>
        <translation>모든 업무공간에서 찾기</translation>
    </message>
    <message>
        <source>People</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>기록됨</translation>
    </message>
    <message>
        <source>Unfiled</source>
        <translation>기록 안 됨</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>임시보관함</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보낸편지함</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>휴지통</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Manage accounts</source>
        <translation>계정 관리</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>새 라벨</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>새 폴더</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>스팸</translation>
    </message>
    <message>
        <source>sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Next line</source>
        <translation>다음 줄</translation>
    </message>
    <message>
        <source>Previous line</source>
        <translation>이전 줄</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>목록으로</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>이 대화에서 찾기</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>다음 찾은 위치</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>이전 찾은 위치</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Original layout</source>
        <translation>원본 레이아웃</translation>
    </message>
    <message>
        <source>Preview attachments</source>
        <translation>첨부 파일 미리보기</translation>
    </message>
    <message>
        <source>Save all attachments…</source>
        <translation>첨부 파일 모두 저장…</translation>
    </message>
    <message>
        <source>Unsubscribe…</source>
        <translation>수신 거부…</translation>
    </message>
    <message>
        <source>Senders whose images are shown…</source>
        <translation>이미지를 표시하는 발신자…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>미루기</translation>
    </message>
    <message>
        <source>A snoozed conversation is back</source>
        <translation>미뤄 둔 대화가 돌아왔습니다</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>새 메일</translation>
    </message>
    <message>
        <source>New chat message</source>
        <translation>새 채팅 메시지</translation>
    </message>
    <message>
        <source>Show or hide customer</source>
        <translation>고객 표시 또는 숨기기</translation>
    </message>
    <message>
        <source>Star or remove star</source>
        <translation>별표 켜기/끄기</translation>
    </message>
    <message>
        <source>Choose line</source>
        <translation>줄 선택</translation>
    </message>
    <message>
        <source>Choose all lines</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>이동…</translation>
    </message>
    <message>
        <source>Mark read or unread</source>
        <translation>읽음/읽지 않음 표시</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>전체 답장</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Workplace {n}</source>
        <translation>업무공간 {n}</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Focus: hold notifications…</source>
        <translation>집중: 알림 미루기…</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Notification settings…</source>
        <translation>알림 설정…</translation>
    </message>
    <message>
        <source>Mute this workplace, or hear it again</source>
        <translation>이 업무공간 알림 끄기 또는 켜기</translation>
    </message>
    <message>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>보낼 작업</translation>
    </message>
    <message>
        <source>Delete drops what is current, Return tries what is stuck again</source>
        <translation>Delete는 고른 작업을 버리고, Enter는 멈춘 작업을 다시 시도합니다</translation>
    </message>
    <message>
        <source>Get new mail now</source>
        <translation>지금 새 메일 받기</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Never-file list…</source>
        <translation>기록 안 함 목록…</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>개인 정보</translation>
    </message>
    <message>
        <source>About</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>On its way to {where}.</source>
        <translation>{where}에 기록하는 중입니다.</translation>
    </message>
    <message>
        <source>This may be filed to {where}. Check there before you file it again.</source>
        <translation>{where}에 이미 기록되었을 수 있습니다. 다시 기록하기 전에 확인하세요.</translation>
    </message>
    <message>
        <source>Filed to {where} by {who}.</source>
        <translation>{who} 님이 {where}에 기록했습니다.</translation>
    </message>
    <message>
        <source>Filed to {where}.</source>
        <translation>{where}에 기록되었습니다.</translation>
    </message>
    <message>
        <source>a colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>수락함</translation>
    </message>
    <message>
        <source>Perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>거절함</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>아직 답변 없음</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>시간표</translation>
    </message>
    <message>
        <source>Whole days</source>
        <translation>종일</translation>
    </message>
    <message>
        <source>{name} cannot be reached. Its events are those of {time}; changes wait here.</source>
        <translation>{name}에 연결할 수 없습니다. {time} 기준 일정이며, 변경 사항은 여기에서 기다립니다.</translation>
    </message>
    <message>
        <source>{name} needs to sign in again. Its events may be old.</source>
        <translation>{name} 계정에 다시 로그인해야 합니다. 일정이 오래되었을 수 있습니다.</translation>
    </message>
    <message>
        <source>Still coming: {names}.</source>
        <translation>가져오는 중: {names}.</translation>
    </message>
    <message>
        <source>There is no CRM yet. The built-in one needs no subscription and keeps its data on this computer.</source>
        <translation>아직 CRM이 없습니다. 내장 CRM은 구독이 필요 없고 데이터를 이 컴퓨터에 보관합니다.</translation>
    </message>
    <message>
        <source>Add the built-in CRM</source>
        <translation>내장 CRM 추가</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Waiting: {reason}</source>
        <translation>대기 중: {reason}</translation>
    </message>
    <message>
        <source>Not filed.</source>
        <translation>기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>Only from, to and date are filed.</source>
        <translation>보낸 사람, 받는 사람, 날짜만 기록합니다.</translation>
    </message>
    <message>
        <source>the CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Several fit: choose.</source>
        <translation>여럿이 맞습니다. 고르세요.</translation>
    </message>
    <message>
        <source>Nobody is sure to be meant.</source>
        <translation>누구인지 확실하지 않습니다.</translation>
    </message>
    <message>
        <source>Goes to {where}</source>
        <translation>{where}에 기록됩니다</translation>
    </message>
    <message>
        <source>Filed already</source>
        <translation>이미 기록됨</translation>
    </message>
    <message>
        <source>The CRM refused it.</source>
        <translation>CRM이 거부했습니다.</translation>
    </message>
    <message>
        <source>filings</source>
        <translation>CRM_기록</translation>
    </message>
    <message>
        <source>Export the filing record…</source>
        <translation>기록 내역 내보내기…</translation>
    </message>
    <message>
        <source>Filing record saved to {file}: {n}</source>
        <translation>기록 내역 {n}건을 {file}에 저장했습니다</translation>
    </message>
    <message>
        <source>Mail of {who} is never filed</source>
        <translation>{who}의 메일은 기록하지 않습니다</translation>
    </message>
    <message>
        <source>Mail of {who} can be filed again</source>
        <translation>{who}의 메일을 다시 기록할 수 있습니다</translation>
    </message>
    <message>
        <source>Allow filing mail of {who} again</source>
        <translation>{who}의 메일 기록 다시 허용</translation>
    </message>
    <message>
        <source>Never file mail of {who}</source>
        <translation>{who}의 메일은 기록 안 함</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>미루기…</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>음소거 켜기/끄기</translation>
    </message>
    <message>
        <source>Pin or unpin</source>
        <translation>고정/고정 해제</translation>
    </message>
    <message>
        <source>Snooze until</source>
        <translation>언제까지 미룰까요</translation>
    </message>
    <message>
        <source>Pick a day and hour…</source>
        <translation>날짜와 시간 고르기…</translation>
    </message>
    <message>
        <source>Back to the inbox now</source>
        <translation>지금 받은편지함으로</translation>
    </message>
    <message>
        <source>Later today</source>
        <translation>오늘 늦게</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>내일 아침</translation>
    </message>
    <message>
        <source>Monday morning</source>
        <translation>월요일 아침</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>오늘 {time}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>내일 {time}</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>나중에 보내기</translation>
    </message>
    <message>
        <source>Day and time…</source>
        <translation>날짜와 시간 선택…</translation>
    </message>
    <message>
        <source>It leaves from this computer. If that sleeps or Workspace is closed then, it leaves as soon as both run again.</source>
        <translation>이 컴퓨터에서 보냅니다. 그 시간에 컴퓨터가 절전 상태이거나 Workspace가 꺼져 있으면 둘 다 다시 켜지는 대로 보냅니다.</translation>
    </message>
    <message>
        <source>This evening</source>
        <translation>오늘 저녁</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>내일</translation>
    </message>
    <message>
        <source>This weekend</source>
        <translation>이번 주말</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>다음 주</translation>
    </message>
    <message>
        <source>No account here can be searched at its service.</source>
        <translation>여기에는 서버에서 검색할 수 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation>서버에서 검색</translation>
    </message>
    <message>
        <source>Saved searches…</source>
        <translation>저장한 검색…</translation>
    </message>
    <message>
        <source>Search or do…</source>
        <translation>찾기 또는 실행…</translation>
    </message>
    <message>
        <source>Send the open letter later…</source>
        <translation>열린 메일 나중에 보내기…</translation>
    </message>
    <message>
        <source>Templates and signatures…</source>
        <translation>템플릿과 서명…</translation>
    </message>
    <message>
        <source>No letter is open.</source>
        <translation>작성 중인 메일이 없습니다.</translation>
    </message>
    <message>
        <source>There is no subject. Send again to send it without one.</source>
        <translation>제목이 없습니다. 제목 없이 보내려면 다시 보내기를 누르세요.</translation>
    </message>
    <message>
        <source>{fields} was not filled in. Send again to send it like that.</source>
        <translation>{fields} 항목이 채워지지 않았습니다. 그대로 보내려면 다시 보내기를 누르세요.</translation>
    </message>
    <message>
        <source>All files together have {size}; many mail servers refuse more than {limit}. Send again to try it.</source>
        <translation>파일이 모두 {size}입니다. {limit} 한도를 넘으면 거절하는 메일 서버가 많습니다. 그래도 보내려면 다시 보내기를 누르세요.</translation>
    </message>
    <message>
        <source>The text speaks of an attachment, but there is none. Send again to send it without.</source>
        <translation>본문에서 첨부를 언급했지만 첨부 파일이 없습니다. 첨부 없이 보내려면 다시 보내기를 누르세요.</translation>
    </message>
    <message>
        <source>Leaves {time}</source>
        <translation>{time}에 보냄</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <source>Not sent: it is among your drafts</source>
        <translation>보내지 않았습니다. 임시보관함에 있습니다</translation>
    </message>
    <message>
        <source>It came from {really}. That looks like {seems}, which you know, but is another place.</source>
        <translation>{really}에서 온 메일입니다. 알고 있는 {seems} 주소와 비슷해 보이지만 다른 곳입니다.</translation>
    </message>
    <message>
        <source>The sender&apos;s name says {seems}, but it came from {really}.</source>
        <translation>보낸 사람 이름에는 {seems} 주소가 적혀 있지만 실제로는 {really}에서 왔습니다.</translation>
    </message>
    <message>
        <source>An answer goes to {really}, not to {seems}.</source>
        <translation>답장은 {seems} 주소가 아닌 {really} 주소로 갑니다.</translation>
    </message>
    <message>
        <source>A link says {seems} but leads to {really}.</source>
        <translation>{seems} 주소가 적힌 링크가 실제로는 {really} 주소로 연결됩니다.</translation>
    </message>
    <message>
        <source>This message has no layout of its own.</source>
        <translation>이 메일에는 별도의 레이아웃이 없습니다.</translation>
    </message>
    <message>
        <source>It could not be opened.</source>
        <translation>열 수 없습니다.</translation>
    </message>
    <message>
        <source>Open this address in your browser?

{address}</source>
        <translation>이 주소를 브라우저에서 열까요?

{address}</translation>
    </message>
    <message>
        <source>Unfold the message that you want to print.</source>
        <translation>인쇄할 메일을 먼저 펼치세요.</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>인쇄</translation>
    </message>
    <message>
        <source>{name} could not be written; nothing was printed.</source>
        <translation>{name} 파일을 쓰지 못해 인쇄하지 않았습니다.</translation>
    </message>
    <message>
        <source>It could not be printed.</source>
        <translation>인쇄하지 못했습니다.</translation>
    </message>
    <message>
        <source>Sent to {printer}</source>
        <translation>{printer} 프린터로 보냈습니다</translation>
    </message>
    <message>
        <source>Focus is on</source>
        <translation>집중 중</translation>
    </message>
    <message>
        <source>Focus until {time}</source>
        <translation>{time}까지 집중</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>읽지 않음</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>별표 있음</translation>
    </message>
    <message>
        <source>With files</source>
        <translation>파일 있음</translation>
    </message>
    <message>
        <source>Not filed</source>
        <translation>아직 기록 안 함</translation>
    </message>
    <message>
        <source>Only unread, or all</source>
        <translation>읽지 않은 것만 또는 모두</translation>
    </message>
    <message>
        <source>Only starred, or all</source>
        <translation>별표한 것만 또는 모두</translation>
    </message>
    <message>
        <source>Only with files, or all</source>
        <translation>파일 있는 것만 또는 모두</translation>
    </message>
    <message>
        <source>Only not filed, or all</source>
        <translation>아직 기록 안 한 것만 또는 모두</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>라벨…</translation>
    </message>
    <message>
        <source>Move to</source>
        <translation>이동할 곳</translation>
    </message>
    <message>
        <source>There are no labels here: this account has folders. Press V to move.</source>
        <translation>여기에는 라벨이 없습니다. 이 계정은 폴더를 씁니다. V를 눌러 옮기세요.</translation>
    </message>
    <message>
        <source>Label as</source>
        <translation>라벨 지정</translation>
    </message>
    <message>
        <source>No operator {typed}: – did you mean {meant}:?</source>
        <translation>{typed}: 연산자는 없습니다. {meant}: 말씀인가요?</translation>
    </message>
    <message>
        <source>from: needs a name or address</source>
        <translation>from: 뒤에 이름이나 주소를 쓰세요</translation>
    </message>
    <message>
        <source>to: needs a name or address</source>
        <translation>to: 뒤에 이름이나 주소를 쓰세요</translation>
    </message>
    <message>
        <source>subject: needs a word of the subject</source>
        <translation>subject: 뒤에 제목에 있는 말을 쓰세요</translation>
    </message>
    <message>
        <source>in: needs a folder or channel, such as in:inbox</source>
        <translation>in: 뒤에 폴더나 채널을 쓰세요 (예: in:inbox)</translation>
    </message>
    <message>
        <source>has: takes {choices}</source>
        <translation>has: 뒤에 쓸 수 있는 말: {choices}</translation>
    </message>
    <message>
        <source>is: takes {choices}</source>
        <translation>is: 뒤에 쓸 수 있는 말: {choices}</translation>
    </message>
    <message>
        <source>filed: takes yes, no, or the name of a CRM or customer</source>
        <translation>filed: 뒤에 yes, no 또는 CRM이나 고객 이름을 쓰세요</translation>
    </message>
    <message>
        <source>{operator}:{value} is not known. It takes {choices}</source>
        <translation>모르는 조건입니다: {operator}:{value}. 쓸 수 있는 말: {choices}</translation>
    </message>
    <message>
        <source>No folder or channel here is called “{value}”</source>
        <translation>“{value}” 폴더나 채널이 없습니다</translation>
    </message>
    <message>
        <source>attachment, image, pdf</source>
        <translation>첨부, 이미지, pdf</translation>
    </message>
    <message>
        <source>unread, read, starred, sent, draft, chat, mail</source>
        <translation>안읽음, 읽음, 별표, 보냄, 임시, 채팅, 메일</translation>
    </message>
    <message>
        <source>{operator}: needs a date, such as 2026-03-01, 2026-03 or 2w (two weeks ago)</source>
        <translation>{operator}: 뒤에 날짜를 쓰세요 (예: 2026-03-01, 2026-03, 2w는 2주 전)</translation>
    </message>
    <message>
        <source>All mail here is searchable</source>
        <translation>여기의 모든 메일을 찾을 수 있습니다</translation>
    </message>
    <message>
        <source>one account still indexing</source>
        <translation>계정 1개 색인 중</translation>
    </message>
    <message>
        <source>{n} accounts still indexing</source>
        <translation>계정 {n}개 색인 중</translation>
    </message>
    <message>
        <source>Texts since {date}; {rest}</source>
        <translation>{date}부터의 본문, {rest}</translation>
    </message>
    <message>
        <source>{key} copies and pastes text.</source>
        <translation>{key} 키는 텍스트를 복사하고 붙여 넣는 데 쓰입니다.</translation>
    </message>
    <message>
        <source>{key} is needed to get around.</source>
        <translation>{key} 키는 이동하는 데 필요합니다.</translation>
    </message>
    <message>
        <source>What left this computer…</source>
        <translation>이 컴퓨터에서 나간 것…</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>다음 탭</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>이전 탭</translation>
    </message>
    <message>
        <source>Edit tabs…</source>
        <translation>탭 편집…</translation>
    </message>
    <message>
        <source>A tab of mails like this…</source>
        <translation>이런 메일을 모을 탭 만들기…</translation>
    </message>
    <message>
        <source>A tab of mails from this sender…</source>
        <translation>이 발신자의 메일로 탭 만들기…</translation>
    </message>
    <message>
        <source>Tabs belong to a workplace. Add one first.</source>
        <translation>탭은 업무공간에 속합니다. 먼저 업무공간을 추가하세요.</translation>
    </message>
    <message>
        <source>Tabs changed</source>
        <translation>탭을 바꿨습니다</translation>
    </message>
    <message>
        <source>Open a mail first.</source>
        <translation>먼저 메일을 여세요.</translation>
    </message>
    <message>
        <source>{tab} takes such mails already.</source>
        <translation>{tab} 탭은 이미 그런 메일을 받습니다.</translation>
    </message>
    <message>
        <source>{tab} takes mail {which} now</source>
        <translation>이제 {tab} 탭이 받는 메일: {which}</translation>
    </message>
    <message>
        <source>Tab changed</source>
        <translation>탭을 바꿨습니다</translation>
    </message>
    <message>
        <source>Tab added</source>
        <translation>탭을 추가했습니다</translation>
    </message>
    <message>
        <source>Sender is</source>
        <translation>보낸 사람</translation>
    </message>
    <message>
        <source>Sender&apos;s domain is</source>
        <translation>보낸 사람 도메인</translation>
    </message>
    <message>
        <source>Mailing list is</source>
        <translation>메일링 리스트</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <source>Subject has</source>
        <translation>제목에 포함</translation>
    </message>
    <message>
        <source>Account is</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Sender is in a CRM</source>
        <translation>보낸 사람이 CRM에 있음</translation>
    </message>
    <message>
        <source>name@example.com</source>
        <translation>name@example.com</translation>
    </message>
    <message>
        <source>example.com</source>
        <translation>example.com</translation>
    </message>
    <message>
        <source>list.example.com, or empty for any list</source>
        <translation>list.example.com, 비우면 모든 리스트</translation>
    </message>
    <message>
        <source>team@example.com</source>
        <translation>team@example.com</translation>
    </message>
    <message>
        <source>words, in any order</source>
        <translation>낱말, 순서 무관</translation>
    </message>
    <message>
        <source>Takes nothing yet</source>
        <translation>아직 아무것도 받지 않음</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one}, 그리고 {other}</translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one}, 또는 {other}</translation>
    </message>
    <message>
        <source>sender in a CRM</source>
        <translation>보낸 사람이 CRM에 있음</translation>
    </message>
    <message>
        <source>sender not in a CRM</source>
        <translation>보낸 사람이 CRM에 없음</translation>
    </message>
    <message>
        <source>any mailing list</source>
        <translation>모든 메일링 리스트</translation>
    </message>
    <message>
        <source>an account that was removed</source>
        <translation>제거된 계정</translation>
    </message>
    <message>
        <source>from {value}</source>
        <translation>{value} 보냄</translation>
    </message>
    <message>
        <source>from anybody at {value}</source>
        <translation>{value}의 누구나 보냄</translation>
    </message>
    <message>
        <source>by the list {value}</source>
        <translation>{value} 리스트</translation>
    </message>
    <message>
        <source>to {value}</source>
        <translation>{value} 앞</translation>
    </message>
    <message>
        <source>subject has “{value}”</source>
        <translation>제목에 “{value}” 포함</translation>
    </message>
    <message>
        <source>in {value}</source>
        <translation>{value} 계정</translation>
    </message>
    <message>
        <source>folders shown</source>
        <translation>폴더 펼쳐짐</translation>
    </message>
    <message>
        <source>folders hidden</source>
        <translation>폴더 접힘</translation>
    </message>
    <message>
        <source>Receives at {host}, port {port}.</source>
        <translation>받는 서버: {host}, 포트 {port}</translation>
    </message>
    <message>
        <source>Sends at {host}, port {port}.</source>
        <translation>보내는 서버: {host}, 포트 {port}</translation>
    </message>
    <message>
        <source>Nobody says where the mailbox of {address} is. These are the usual names: check them before you go on.</source>
        <translation>{address}의 메일함이 어디 있는지 알려 주는 곳이 없습니다. 흔히 쓰는 이름을 채웠으니 계속하기 전에 확인하세요.</translation>
    </message>
    <message>
        <source>Workspace knows {by}.</source>
        <translation>Workspace가 알고 있는 서비스입니다: {by}.</translation>
    </message>
    <message>
        <source>{by} says so in its settings file for mail programs.</source>
        <translation>{by}의 메일 프로그램용 설정 파일에서 찾았습니다.</translation>
    </message>
    <message>
        <source>{by} says so in its DNS records.</source>
        <translation>{by}의 DNS 레코드에서 찾았습니다.</translation>
    </message>
    <message>
        <source>{by} takes the mail of this address.</source>
        <translation>이 주소의 메일을 받는 곳은 {by}입니다.</translation>
    </message>
    <message>
        <source>These are the usual names, and they answered.</source>
        <translation>흔히 쓰는 이름이며, 서버가 응답했습니다.</translation>
    </message>
    <message>
        <source>Everything goes encrypted.</source>
        <translation>모두 암호화되어 전송됩니다.</translation>
    </message>
    <message>
        <source>{domain} lets programs in with an app password only: make one in your account there and type it here.</source>
        <translation>{domain}에서는 앱 비밀번호로만 프로그램을 쓸 수 있습니다. 그곳의 계정 설정에서 앱 비밀번호를 만들어 여기에 입력하세요.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Organizer</source>
        <translation>주최자</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>초대받은 사람</translation>
    </message>
    <message>
        <source>{crm} is not in step.</source>
        <translation>{crm} 정보가 최신 상태가 아닙니다.</translation>
    </message>
    <message>
        <source>Shown as it was at {time}.</source>
        <translation>{time} 기준입니다.</translation>
    </message>
    <message>
        <source>Sign in again on the accounts page.</source>
        <translation>계정 화면에서 다시 로그인하세요.</translation>
    </message>
    <message>
        <source>It goes on by itself.</source>
        <translation>연결되면 저절로 이어집니다.</translation>
    </message>
    <message>
        <source>{workplace} is mute now</source>
        <translation>{workplace} 알림을 껐습니다</translation>
    </message>
    <message>
        <source>{workplace} tells again</source>
        <translation>{workplace} 알림을 다시 켰습니다</translation>
    </message>
    <message>
        <source>Mute notifications</source>
        <translation>알림 끄기</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>텍스트 복사</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>링크 복사</translation>
    </message>
    <message>
        <source>Open in {service}</source>
        <translation>{service}에서 열기</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>여기부터 읽지 않음으로 표시</translation>
    </message>
    <message>
        <source>Looking up {n} of {total}…</source>
        <translation>{total}개 중 {n}개 찾는 중…</translation>
    </message>
    <message>
        <source>{n} sure</source>
        <translation>확실 {n}개</translation>
    </message>
    <message>
        <source>{n} to choose</source>
        <translation>선택 필요 {n}개</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>제외 {n}개</translation>
    </message>
    <message>
        <source>{n} of {total} through</source>
        <translation>{total}개 중 {n}개 처리됨</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>실패 {n}개</translation>
    </message>
    <message>
        <source>Mail kept on this computer is damaged; at the services it is safe. “Start again” reads it anew.</source>
        <translation>이 컴퓨터에 보관된 메일이 손상되었습니다. 서비스에는 안전하게 있습니다. “다시 시작”을 누르면 새로 읽어 옵니다.</translation>
    </message>
    <message>
        <source>The folder with Workspace&apos;s data is gone. Bring it back, then start Workspace again.</source>
        <translation>Workspace 데이터 폴더가 없어졌습니다. 폴더를 되돌린 뒤 Workspace를 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The disk of this computer is full: that was not kept. Make room, and do it again.</source>
        <translation>이 컴퓨터의 디스크가 가득 차서 저장하지 못했습니다. 공간을 확보한 뒤 다시 해 주세요.</translation>
    </message>
    <message>
        <source>Something went wrong in Workspace: what you just did may not be done.</source>
        <translation>Workspace에서 문제가 생겼습니다. 방금 한 작업이 처리되지 않았을 수 있습니다.</translation>
    </message>
    <message>
        <source>Workspace did not open</source>
        <translation>Workspace를 열지 못했습니다</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>자세한 내용 복사</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>새로 시작</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Workspace may not write in its folder {home}.</source>
        <translation>Workspace가 자기 폴더 {home}에 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Give yourself the right to write there, then try again.</source>
        <translation>그 폴더에 쓸 수 있는 권한을 준 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The disk of this computer is full.</source>
        <translation>이 컴퓨터의 디스크가 가득 찼습니다.</translation>
    </message>
    <message>
        <source>What was kept before is still there.</source>
        <translation>그 전에 저장된 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>공간을 비운 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The folder {home} cannot be used.</source>
        <translation>{home} 폴더를 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>See whether its drive is there and it is a folder, then try again.</source>
        <translation>드라이브가 연결되어 있고 폴더가 맞는지 확인한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>What Workspace keeps on this computer is damaged: {files}</source>
        <translation>Workspace가 이 컴퓨터에 저장한 파일이 손상되었습니다: {files}</translation>
    </message>
    <message>
        <source>Nothing in it was changed. Mail, events and contacts are safe at the services.</source>
        <translation>파일은 바꾸지 않았습니다. 메일, 일정, 연락처는 서비스에 안전하게 있습니다.</translation>
    </message>
    <message>
        <source>Put back a copy of the file, then try again.</source>
        <translation>파일의 사본을 되돌려 놓은 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Another window of Workspace is open and does not answer.</source>
        <translation>다른 Workspace 창이 열려 있는데 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>Wait a moment or end that program, then try again.</source>
        <translation>잠시 기다리거나 그 프로그램을 끝낸 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Something went wrong in Workspace.</source>
        <translation>Workspace에 문제가 생겼습니다.</translation>
    </message>
    <message>
        <source>What is kept on this computer was left as it is.</source>
        <translation>이 컴퓨터에 저장된 것은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the details to whoever looks after Workspace for you.</source>
        <translation>다시 시도하세요. 또 생기면 Workspace를 관리하는 사람에게 자세한 내용을 보내세요.</translation>
    </message>
    <message>
        <source>This computer has no keyring for passwords.</source>
        <translation>이 컴퓨터에는 비밀번호를 보관할 키링이 없습니다.</translation>
    </message>
    <message>
        <source>Install one, such as GNOME Keyring, and try again. Or keep passwords in an encrypted file: set WORKSPACE_VAULT_PASSPHRASE before Workspace starts.</source>
        <translation>GNOME Keyring 같은 키링을 설치하고 다시 시도하세요. 비밀번호를 암호화된 파일에 보관하려면 Workspace를 시작하기 전에 WORKSPACE_VAULT_PASSPHRASE를 설정하세요.</translation>
    </message>
    <message>
        <source>The passwords of Workspace are locked.</source>
        <translation>Workspace의 비밀번호가 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>Unlock the keyring, or give the passphrase that this home was made with, then try again.</source>
        <translation>키링의 잠금을 풀거나 이 폴더를 만들 때 쓴 암호문을 설정한 다음 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The key to what Workspace keeps on this computer is not in the keyring any more.</source>
        <translation>Workspace가 이 컴퓨터에 저장한 것을 여는 키가 더 이상 키링에 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was changed. Mail, events and contacts are safe at the services.</source>
        <translation>바뀐 것은 없습니다. 메일, 일정, 연락처는 서비스에 안전하게 있습니다.</translation>
    </message>
    <message>
        <source>Bring the keyring back and try again. Or start anew: you add your accounts again, and the old files stay in {home} under other names.</source>
        <translation>키링을 되돌려 놓고 다시 시도하세요. 새로 시작할 수도 있습니다. 그러면 계정을 다시 추가해야 하고, 이전 파일은 {home}에 다른 이름으로 남습니다.</translation>
    </message>
    <message>
        <source>A newer version of Workspace was used here.</source>
        <translation>여기서 더 새로운 버전의 Workspace를 사용했습니다.</translation>
    </message>
    <message>
        <source>Start the newer version: this one cannot read what it keeps.</source>
        <translation>더 새로운 버전을 시작하세요. 이 버전은 그 버전이 저장한 것을 읽지 못합니다.</translation>
    </message>
    <message>
        <source>The engine cannot be started: {reason}.</source>
        <translation>엔진을 시작할 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The engine stopped {times} times in a row (exit code {code}).</source>
        <translation>엔진이 {times}번 연달아 멈췄습니다(종료 코드 {code}).</translation>
    </message>
    <message>
        <source>The disk is full: {free} MB are free in {home}, {needed} MB are needed. Make room: then all goes on by itself. What is here is kept.</source>
        <translation>디스크가 가득 찼습니다. {home}에 {free} MB가 남아 있고 {needed} MB가 필요합니다. 공간을 확보하면 저절로 계속됩니다. 여기 있는 것은 그대로 보관됩니다.</translation>
    </message>
    <message>
        <source>Nothing more can be stored in {home}: a limit is reached. Make room: then all goes on by itself. What is here is kept.</source>
        <translation>{home}에 더 저장할 수 없습니다. 한도에 이르렀습니다. 공간을 확보하면 저절로 계속됩니다. 여기 있는 것은 그대로 보관됩니다.</translation>
    </message>
    <message>
        <source>Mail kept on this computer is damaged; at the services it is safe.</source>
        <translation>이 컴퓨터에 보관된 메일이 손상되었습니다. 서비스에는 안전하게 있습니다.</translation>
    </message>
</context>
<context>
    <name>AboutSection</name>
    <message>
        <source>Workspace {version}</source>
        <translation>Workspace {version}</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. Qt {version}.</source>
        <translation>MIT 라이선스의 자유 소프트웨어입니다. Qt {version}.</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>내 데이터</translation>
    </message>
    <message>
        <source>In {folder}, encrypted.</source>
        <translation>{folder}에 암호화되어 있습니다.</translation>
    </message>
    <message>
        <source>an encrypted file beside it</source>
        <translation>그 옆의 암호화된 파일</translation>
    </message>
    <message>
        <source>Passwords and keys: {place}.</source>
        <translation>비밀번호와 키: {place}.</translation>
    </message>
    <message>
        <source>Nothing goes to the makers of this program. What goes to your services stands in the log.</source>
        <translation>이 프로그램을 만든 사람에게는 아무것도 보내지 않습니다. 서비스로 나간 것은 기록에 있습니다.</translation>
    </message>
    <message>
        <source>What left this computer…</source>
        <translation>이 컴퓨터에서 나간 것…</translation>
    </message>
    <message>
        <source>By day: to which server, what for, and how much.</source>
        <translation>날짜별로 어느 서버에, 무엇을 위해, 얼마나 보냈는지 봅니다.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Pages by topic, on this computer.</source>
        <translation>주제별 설명이 이 컴퓨터 안에 있습니다.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Every key, as it is bound now.</source>
        <translation>지금 쓰이는 모든 키를 봅니다.</translation>
    </message>
</context>
<context>
    <name>AccountDeeds</name>
    <message>
        <source>{account} is being tried again</source>
        <translation>{account} 다시 시도 중</translation>
    </message>
    <message>
        <source>{account} is paused</source>
        <translation>{account} 일시 중지됨</translation>
    </message>
    <message>
        <source>{account} goes on</source>
        <translation>{account} 다시 시작함</translation>
    </message>
    <message>
        <source>{before} is called {name} now</source>
        <translation>{before}의 이름이 바뀌었습니다: {name}</translation>
    </message>
    <message>
        <source>{account} is removed</source>
        <translation>{account} 제거됨</translation>
    </message>
    <message>
        <source>Get new mail now</source>
        <translation>지금 새 메일 받기</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>다시 로그인</translation>
    </message>
    <message>
        <source>Read everything anew</source>
        <translation>전부 다시 읽기</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Move to a workplace…</source>
        <translation>업무공간으로 옮기기…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>홈</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>More settings</source>
        <translation>추가 설정</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>No account is called so.</source>
        <translation>그런 이름의 계정이 없습니다.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>계정 찾기</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>계정 추가</translation>
    </message>
</context>
<context>
    <name>ActionBar</name>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Reply all</source>
        <translation>전체 답장</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>미루기</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Mark unread</source>
        <translation>읽지 않음으로 표시</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>미루기…</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>Labels…</source>
        <translation>라벨…</translation>
    </message>
    <message>
        <source>Find in this conversation…</source>
        <translation>이 대화에서 찾기…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Original layout</source>
        <translation>원본 레이아웃</translation>
    </message>
    <message>
        <source>Preview attachments</source>
        <translation>첨부 파일 미리보기</translation>
    </message>
    <message>
        <source>Save all attachments…</source>
        <translation>첨부 파일 모두 저장…</translation>
    </message>
    <message>
        <source>Unsubscribe…</source>
        <translation>수신 거부…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>이동…</translation>
    </message>
    <message>
        <source>View source</source>
        <translation>원본 보기</translation>
    </message>
    <message>
        <source>Save as .eml…</source>
        <translation>.eml로 저장…</translation>
    </message>
    <message>
        <source>Remove star</source>
        <translation>별표 제거</translation>
    </message>
</context>
<context>
    <name>AddAccountSheet</name>
    <message>
        <source>Add {connector}</source>
        <translation>{connector} 추가</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Secrets are kept encrypted on this computer.</source>
        <translation>비밀번호는 이 컴퓨터에 암호화되어 보관됩니다.</translation>
    </message>
    <message>
        <source>My work</source>
        <translation>내 업무</translation>
    </message>
</context>
<context>
    <name>AddressField</name>
    <message>
        <source>Recipient</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Move to {field}</source>
        <translation>{field} 칸으로 옮기기</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>Along</name>
    <message>
        <source>Later replies in this thread</source>
        <translation>이 대화의 이후 답장</translation>
    </message>
    <message>
        <source>Only from, to and date</source>
        <translation>보낸 사람, 받는 사람, 날짜만</translation>
    </message>
    <message>
        <source>Your administrator’s rule for this sender or domain.</source>
        <translation>이 발신자나 도메인에 대한 관리자의 규칙입니다.</translation>
    </message>
</context>
<context>
    <name>AttachmentRow</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>{name} is a program: save it first.</source>
        <translation>{name} 파일은 프로그램입니다. 먼저 저장하세요.</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>모두 저장</translation>
    </message>
    <message>
        <source>Unnamed file</source>
        <translation>이름 없는 파일</translation>
    </message>
    <message>
        <source>Preview; more with a right click</source>
        <translation>미리보기, 오른쪽 클릭으로 더 보기</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리보기</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>{n} of {total} files are in {folder}</source>
        <translation>파일 {total}개 중 {n}개를 {folder}에 저장했습니다</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>모두 저장…</translation>
    </message>
    <message>
        <source>{name} is in {folder}</source>
        <translation>{folder}에 저장했습니다: {name}</translation>
    </message>
    <message>
        <source>{name} could not be saved: {reason}</source>
        <translation>{name} 파일을 저장하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>Fetching {n} of {total}…</source>
        <translation>{total}개 중 {n}개 받는 중…</translation>
    </message>
</context>
<context>
    <name>BrowserWait</name>
    <message>
        <source>Copy the address</source>
        <translation>주소 복사</translation>
    </message>
    <message>
        <source>Use a code instead</source>
        <translation>대신 코드 사용</translation>
    </message>
    <message>
        <source>Open this address on any device and type the code:</source>
        <translation>아무 기기에서나 이 주소를 열고 코드를 입력하세요:</translation>
    </message>
    <message>
        <source>Waiting for your browser…</source>
        <translation>브라우저를 기다리는 중…</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the address into a browser on this computer.</source>
        <translation>브라우저를 열 수 없습니다. 주소를 복사해 이 컴퓨터의 브라우저에서 여세요.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사됨</translation>
    </message>
</context>
<context>
    <name>CalendarBar</name>
    <message>
        <source>Day</source>
        <translation>일</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>주</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>월</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>일정</translation>
    </message>
</context>
<context>
    <name>CalendarScreen</name>
    <message>
        <source>Agenda</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 일정</translation>
    </message>
    <message>
        <source>No events</source>
        <translation>일정이 없습니다</translation>
    </message>
    <message>
        <source>Nothing in the next 60 days.</source>
        <translation>앞으로 60일 동안 일정이 없습니다.</translation>
    </message>
    <message>
        <source>Change event</source>
        <translation>일정 수정</translation>
    </message>
    <message>
        <source>Delete event</source>
        <translation>일정 삭제</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답변</translation>
    </message>
    <message>
        <source>Move event</source>
        <translation>일정 옮기기</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>You may not write to it</source>
        <translation>쓰기 권한이 없습니다</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Open {name} in the browser</source>
        <translation>브라우저에서 {name} 열기</translation>
    </message>
</context>
<context>
    <name>Carrying</name>
    <message>
        <source>Leave them out</source>
        <translation>빼고 보내기</translation>
    </message>
    <message>
        <source>{name} could not be fetched: {reason}</source>
        <translation>{name} 파일을 가져오지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>Fetching attachments: {n} of {total}</source>
        <translation>첨부 파일 가져오는 중: {total}개 중 {n}개</translation>
    </message>
</context>
<context>
    <name>ChatBox</name>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>{name}에 메시지 보내기</translation>
    </message>
    <message>
        <source>Reply to {name}: {text}</source>
        <translation>{name}에게 답장: {text}</translation>
    </message>
    <message>
        <source>Not as a reply</source>
        <translation>답장으로 보내지 않기</translation>
    </message>
</context>
<context>
    <name>ChatHead</name>
    <message>
        <source>To what is new</source>
        <translation>새 메시지로 이동</translation>
    </message>
    <message>
        <source>Read again now</source>
        <translation>지금 다시 읽기</translation>
    </message>
    <message>
        <source>Open in {service}</source>
        <translation>{service}에서 열기</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Not read to its end yet</source>
        <translation>아직 끝까지 읽지 않음</translation>
    </message>
    <message>
        <source>as of {age} ago</source>
        <translation>{age} 전 기준</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>최신 상태</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>This kind of link is not opened: {address}</source>
        <translation>이런 링크는 열지 않습니다: {address}</translation>
    </message>
</context>
<context>
    <name>CheckSheet</name>
    <message>
        <source>Checking</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Sign in with {service}</source>
        <translation>{service} 계정으로 로그인</translation>
    </message>
</context>
<context>
    <name>ChipModel</name>
    <message>
        <source>“{words}” is not an address</source>
        <translation>주소가 아닙니다: “{words}”</translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Mark read or unread</source>
        <translation>읽음/읽지 않음 표시</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>이동…</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>라벨…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>Choose nothing</source>
        <translation>선택 해제</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n개 선택됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove star</source>
        <translation>별표 제거</translation>
    </message>
    <message>
        <source>Mark read</source>
        <translation>읽음으로 표시</translation>
    </message>
    <message>
        <source>Mark unread</source>
        <translation>읽지 않음으로 표시</translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새 메시지</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
</context>
<context>
    <name>ComposeDesk</name>
    <message>
        <source>No account here can send mail.</source>
        <translation>메일을 보낼 수 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <source>This message is no longer here.</source>
        <translation>이 메시지는 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>This draft is no longer here.</source>
        <translation>이 임시보관 메일은 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>The text of this draft has not arrived yet.</source>
        <translation>이 임시보관 메일의 본문이 아직 도착하지 않았습니다.</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>새 메일</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>Kept under Drafts</source>
        <translation>임시보관함에 두었습니다</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
    <message>
        <source>Leaves {time}</source>
        <translation>{time}에 보냄</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>임시보관 메일을 버렸습니다</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>It leaves as soon as its files are read…</source>
        <translation>파일을 다 읽는 대로 보냅니다…</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>그래도 보내기</translation>
    </message>
    <message>
        <source>Switch back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>임시 저장됨</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <source>Quoted text</source>
        <translation>인용문</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Send later (Ctrl+Shift+Enter)</source>
        <translation>나중에 보내기 (Ctrl+Shift+Enter)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Files are being read…</source>
        <translation>파일을 읽는 중…</translation>
    </message>
</context>
<context>
    <name>ConditionRow</name>
    <message>
        <source>What is asked for</source>
        <translation>조건 종류</translation>
    </message>
    <message>
        <source>Take this condition away</source>
        <translation>이 조건 빼기</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no</source>
        <translation>아니요</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Add a condition</source>
        <translation>조건 추가</translation>
    </message>
    <message>
        <source>Take condition {number} away</source>
        <translation>조건 {number} 빼기</translation>
    </message>
</context>
<context>
    <name>CreateForm</name>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>New: {type}</source>
        <translation>새로 만들기: {type}</translation>
    </message>
    <message>
        <source>Do not create</source>
        <translation>만들지 않음</translation>
    </message>
    <message>
        <source>{field}, required</source>
        <translation>{field}, 필수</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>필수</translation>
    </message>
</context>
<context>
    <name>CustomerPanel</name>
    <message>
        <source>Customer</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Open a conversation to see whom it is with.</source>
        <translation>대화를 열면 상대가 누구인지 보입니다.</translation>
    </message>
    <message>
        <source>Looking in your CRMs…</source>
        <translation>CRM에서 찾는 중…</translation>
    </message>
    <message>
        <source>owner {name}</source>
        <translation>담당 {name}</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>관계</translation>
    </message>
    <message>
        <source>Colleague at {domain}</source>
        <translation>{domain} 동료</translation>
    </message>
    <message>
        <source>Not known in any CRM</source>
        <translation>어느 CRM에도 없습니다</translation>
    </message>
    <message>
        <source>No CRM is connected</source>
        <translation>연결된 CRM이 없음</translation>
    </message>
    <message>
        <source>{domain} is free mail: it says nothing about a company.</source>
        <translation>{domain} 도메인은 무료 메일이라 회사를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Create contact…</source>
        <translation>연락처 만들기…</translation>
    </message>
    <message>
        <source>Connect one to see who writes to you, with open deals and cases.</source>
        <translation>CRM을 연결하면 누가 보냈는지, 진행 중인 거래와 케이스가 무엇인지 보입니다.</translation>
    </message>
    <message>
        <source>Connect a CRM…</source>
        <translation>CRM 연결…</translation>
    </message>
    <message>
        <source>Hide customer</source>
        <translation>고객 숨기기</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Archived</source>
        <translation>보관했습니다</translation>
    </message>
    <message>
        <source>Moved to trash</source>
        <translation>휴지통으로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved to {place}</source>
        <translation>{place} 폴더로 옮겼습니다</translation>
    </message>
    <message>
        <source>Label {name} removed</source>
        <translation>{name} 라벨을 제거했습니다</translation>
    </message>
    <message>
        <source>Labelled {name}</source>
        <translation>{name} 라벨을 추가했습니다</translation>
    </message>
    <message>
        <source>Moved to the inbox</source>
        <translation>받은편지함으로 옮김</translation>
    </message>
    <message>
        <source>Star removed</source>
        <translation>별표를 제거했습니다</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>별표를 표시했습니다</translation>
    </message>
    <message>
        <source>Marked read</source>
        <translation>읽음으로 표시했습니다</translation>
    </message>
    <message>
        <source>Marked unread</source>
        <translation>읽지 않음으로 표시했습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>대화 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to change.</source>
        <translation>바꿀 것이 없습니다.</translation>
    </message>
    <message>
        <source>Some are under way already and could not be taken back.</source>
        <translation>일부는 이미 처리 중이라 되돌리지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>DeleteFolderSheet</name>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} 항목을 삭제할까요?</translation>
    </message>
    <message numerus="yes">
        <source>%n mails lose this label. They stay where they are.</source>
        <translation>
            <numerusform>메일 %n개에서 이 라벨이 없어집니다. 메일은 있던 곳에 그대로 있습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n labels in it are deleted too.</source>
        <translation>
            <numerusform>안에 있는 라벨 %n개도 삭제됩니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mails in it go to the trash.</source>
        <translation>
            <numerusform>안에 있는 메일 %n개가 휴지통으로 갑니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders in it are deleted too.</source>
        <translation>
            <numerusform>안에 있는 폴더 %n개도 삭제됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing lies in it.</source>
        <translation>안에 아무것도 없습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Event</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>{account} answers.</source>
        <translation>{account}에서 답합니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>There</source>
        <translation>현지 시간</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>one of a series</source>
        <translation>반복 일정 중 하나</translation>
    </message>
    <message>
        <source>Overlaps</source>
        <translation>겹침</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Organizer</source>
        <translation>주최자</translation>
    </message>
    <message>
        <source>Attendees</source>
        <translation>참석자</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>comes</source>
        <translation>참석</translation>
    </message>
    <message>
        <source>does not come</source>
        <translation>불참</translation>
    </message>
    <message>
        <source>perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>답 없음</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>수락</translation>
    </message>
    <message>
        <source>Perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>브라우저에서 열기</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message numerus="yes">
        <source>%n conversations do not belong there and stay</source>
        <translation>
            <numerusform>대화 %n개는 그곳에 속하지 않아 그대로 있습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditAccountSheet</name>
    <message>
        <source>Leave a secret empty to keep it. What was read of the account stays.</source>
        <translation>비밀번호를 그대로 두려면 비워 두세요. 읽어 온 내용은 남습니다.</translation>
    </message>
    <message>
        <source>Settings of {account}</source>
        <translation>{account} 설정</translation>
    </message>
    <message>
        <source>Check and save</source>
        <translation>확인하고 저장</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Text</source>
        <translation>본문</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Add a reaction</source>
        <translation>반응 추가</translation>
    </message>
    <message>
        <source>Find an emoji by name</source>
        <translation>이름으로 이모지 찾기</translation>
    </message>
</context>
<context>
    <name>EventCard</name>
    <message>
        <source>Your answer is on its way.</source>
        <translation>답을 보내는 중입니다.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Organizer</source>
        <translation>주최자</translation>
    </message>
    <message>
        <source>Attendees</source>
        <translation>참석자</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>comes</source>
        <translation>참석</translation>
    </message>
    <message>
        <source>does not come</source>
        <translation>불참</translation>
    </message>
    <message>
        <source>perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>답 없음</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>수락</translation>
    </message>
    <message>
        <source>Perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>거절</translation>
    </message>
</context>
<context>
    <name>EventDeeds</name>
    <message>
        <source>Event created</source>
        <translation>일정을 만들었습니다</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>수락함</translation>
    </message>
    <message>
        <source>Answered: perhaps</source>
        <translation>미정으로 답변함</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>거절함</translation>
    </message>
    <message>
        <source>Event changed</source>
        <translation>일정을 수정했습니다</translation>
    </message>
    <message>
        <source>Event deleted</source>
        <translation>일정을 삭제했습니다</translation>
    </message>
    <message>
        <source>It is on its way to the service. Try again in a moment.</source>
        <translation>서비스로 보내는 중입니다. 잠시 후 다시 시도하세요.</translation>
    </message>
</context>
<context>
    <name>EventSheet</name>
    <message>
        <source>Change event</source>
        <translation>일정 수정</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 일정</translation>
    </message>
    <message>
        <source>What</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>참석자</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Whole days</source>
        <translation>종일</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Does not repeat</source>
        <translation>반복 안 함</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>매일</translation>
    </message>
    <message>
        <source>Every working day</source>
        <translation>평일마다</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>매주</translation>
    </message>
    <message>
        <source>Every month</source>
        <translation>매월</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>{what}: day</source>
        <translation>{what}: 날짜</translation>
    </message>
    <message>
        <source>{what}: time</source>
        <translation>{what}: 시간</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>It ends before it starts.</source>
        <translation>종료가 시작보다 빠릅니다.</translation>
    </message>
    <message>
        <source>No account here can make events.</source>
        <translation>여기에는 일정을 만들 수 있는 계정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Exporting the filing record</source>
        <translation>기록 내역을 내보내는 중</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{total}건 중 {n}건</translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}</source>
        <translation>{file} 파일을 쓸 수 없습니다: {reason}</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>템플릿</translation>
    </message>
    <message>
        <source>More for this letter</source>
        <translation>이 메일의 다른 기능</translation>
    </message>
    <message>
        <source>Save this letter as a template…</source>
        <translation>이 메일을 템플릿으로 저장…</translation>
    </message>
    <message>
        <source>Templates and signatures…</source>
        <translation>템플릿과 서명…</translation>
    </message>
    <message>
        <source>Send as plain text</source>
        <translation>일반 텍스트로 보내기</translation>
    </message>
    <message>
        <source>Signature of {address}…</source>
        <translation>{address} 서명…</translation>
    </message>
    <message>
        <source>Show or hide the buttons for form</source>
        <translation>서식 단추 보이기/숨기기</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>People in this conversation</source>
        <translation>이 대화의 사람들</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source> (optional)</source>
        <translation> (선택)</translation>
    </message>
    <message>
        <source>Set by your organisation.</source>
        <translation>조직에서 정한 값입니다.</translation>
    </message>
    <message>
        <source>Show or hide</source>
        <translation>보이기/숨기기</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
</context>
<context>
    <name>FileView</name>
    <message>
        <source>Pages: {name}</source>
        <translation>페이지: {name}</translation>
    </message>
    <message>
        <source>This picture cannot be shown. Save it to open it elsewhere.</source>
        <translation>이 그림은 표시할 수 없습니다. 저장한 뒤 다른 프로그램에서 여세요.</translation>
    </message>
    <message>
        <source>Picture: {name}</source>
        <translation>그림: {name}</translation>
    </message>
    <message>
        <source>… (the rest is in the file)</source>
        <translation>… (나머지는 파일에 있습니다)</translation>
    </message>
    <message>
        <source>Text: {name}</source>
        <translation>텍스트: {name}</translation>
    </message>
    <message>
        <source>Table: {name}</source>
        <translation>표: {name}</translation>
    </message>
    <message>
        <source>This PDF is protected with a password. Open it to type it.</source>
        <translation>이 PDF는 암호로 보호되어 있습니다. 열어서 암호를 입력하세요.</translation>
    </message>
    <message>
        <source>This PDF is too large to be shown here. Save it to open it elsewhere.</source>
        <translation>이 PDF는 여기서 보기에 너무 큽니다. 저장해서 다른 프로그램으로 여세요.</translation>
    </message>
    <message>
        <source>This PDF cannot be shown. Save it to open it elsewhere.</source>
        <translation>이 PDF는 볼 수 없습니다. 저장해서 다른 프로그램으로 여세요.</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>text.txt</source>
        <translation>텍스트.txt</translation>
    </message>
    <message>
        <source>A text of {size} goes with the letter as {name}. {key} puts it into the letter itself.</source>
        <translation>글이 길어({size}) {name} 파일로 편지에 붙였습니다. {key} 키를 누르면 편지 본문에 넣습니다.</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>파일이 아닙니다</translation>
    </message>
    <message>
        <source>{name} could not be attached: {reason}</source>
        <translation>{name} 파일을 첨부하지 못했습니다: {reason}</translation>
    </message>
    <message>
        <source>{name} is too large: all files together may have {limit}.</source>
        <translation>{name} 파일이 너무 큽니다. 파일은 모두 합해 {limit}까지입니다.</translation>
    </message>
    <message>
        <source>{size} together</source>
        <translation>합계 {size}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} 빼기</translation>
    </message>
</context>
<context>
    <name>FilingDesk</name>
    <message>
        <source>This message is no longer here.</source>
        <translation>이 메시지는 더 이상 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Filing %n messages</source>
        <translation>
            <numerusform>메시지 %n개 기록 중</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>되돌렸습니다</translation>
    </message>
    <message>
        <source>Some are on their way already. Undo them when they are filed.</source>
        <translation>일부는 이미 전송 중입니다. 기록된 뒤에 실행 취소할 수 있습니다.</translation>
    </message>
    <message>
        <source>Filing to {where}</source>
        <translation>{where}에 기록하는 중</translation>
    </message>
    <message>
        <source>The filing is being taken back</source>
        <translation>기록을 되돌리는 중입니다</translation>
    </message>
    <message>
        <source>It is on its way already. Undo it when it is filed.</source>
        <translation>이미 전송 중입니다. 기록된 뒤에 실행 취소할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>FilingSheet</name>
    <message>
        <source>File anyway</source>
        <translation>그래도 기록</translation>
    </message>
    <message>
        <source>Allow again</source>
        <translation>다시 허용</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>What you tick below is added to it.</source>
        <translation>아래에서 선택한 것이 추가됩니다.</translation>
    </message>
    <message>
        <source>Who it is about</source>
        <translation>누구에 관한 것인가</translation>
    </message>
    <message>
        <source>Not known. Create a record, or look one up.</source>
        <translation>모르는 상대입니다. 새로 만들거나 찾아보세요.</translation>
    </message>
    <message>
        <source>Several fit: choose.</source>
        <translation>여럿이 맞습니다. 고르세요.</translation>
    </message>
    <message>
        <source>＋ New {type}</source>
        <translation>＋ 새 {type}</translation>
    </message>
    <message>
        <source>Relate to</source>
        <translation>관련 항목</translation>
    </message>
    <message>
        <source>Send along</source>
        <translation>함께 보내기</translation>
    </message>
    <message>
        <source>Exactly what will be written</source>
        <translation>기록될 내용 그대로 보기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>File</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Choose whom it is about, or create a record.</source>
        <translation>누구에 관한 것인지 고르거나 새로 만드세요.</translation>
    </message>
    <message>
        <source>The new record needs a name.</source>
        <translation>새로 만들 항목에 이름이 필요합니다.</translation>
    </message>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>Works offline: sent as soon as the CRM answers, once only.</source>
        <translation>오프라인에서도 됩니다. CRM이 응답하면 한 번만 보냅니다.</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>이 대화에서 찾기</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>이전 위치</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>다음 위치</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{count}개 중 {n}번째</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 내용 없음</translation>
    </message>
    <message>
        <source>Find in this letter</source>
        <translation>이 메일에서 찾기</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>One window for everything that reaches you</source>
        <translation>나에게 오는 모든 것을 한 창에서</translation>
    </message>
    <message>
        <source>Add what you use. Each workplace keeps its own accounts and identity.</source>
        <translation>쓰는 서비스를 추가하세요. 업무공간마다 계정과 보내는 사람 정보가 따로 있습니다.</translation>
    </message>
    <message>
        <source>Prepared by your organisation</source>
        <translation>조직에서 준비한 계정</translation>
    </message>
    <message>
        <source>Or choose a service</source>
        <translation>또는 서비스 선택</translation>
    </message>
    <message>
        <source>Passwords stay in this computer&apos;s keyring. Nothing is sent anywhere but to the services you add.</source>
        <translation>비밀번호는 이 컴퓨터의 키링에만 보관됩니다. 추가한 서비스 말고는 어디에도 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Start with your mail address</source>
        <translation>메일 주소로 시작하기</translation>
    </message>
    <message>
        <source>Its servers are found from it. The password is asked next, and sent only when you press Connect.</source>
        <translation>주소로 서버를 찾습니다. 비밀번호는 다음에 묻고, &apos;연결&apos;을 누를 때만 전송합니다.</translation>
    </message>
    <message>
        <source>name@company.com</source>
        <translation>name@company.com</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>메일 주소</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>{address} is no mail address: it needs a name, an @ and a domain, as in name@company.com.</source>
        <translation>메일 주소가 아닙니다: {address}. name@company.com처럼 이름, @, 도메인이 있어야 합니다.</translation>
    </message>
    <message>
        <source>Type your mail address, or choose a service below.</source>
        <translation>메일 주소를 입력하거나 아래에서 서비스를 고르세요.</translation>
    </message>
    <message>
        <source>Some of what was prepared here is not right and was left out. Tell your administrator:</source>
        <translation>준비된 설정 중 잘못된 것이 있어 제외했습니다. 관리자에게 알려 주세요:</translation>
    </message>
</context>
<context>
    <name>FirstSync</name>
    <message>
        <source>First sync</source>
        <translation>첫 동기화</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>{pulled} of {total}, newest first</source>
        <translation>최신순으로 {total}개 중 {pulled}개</translation>
    </message>
</context>
<context>
    <name>FirstWorkplace</name>
    <message>
        <source>My work</source>
        <translation>내 업무</translation>
    </message>
    <message>
        <source>Workplace</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>A workplace keeps accounts together: a company, a team, or your private mail.</source>
        <translation>업무공간은 회사, 팀, 개인 메일처럼 계정을 묶어 둡니다.</translation>
    </message>
    <message>
        <source>My mail</source>
        <translation>내 메일</translation>
    </message>
</context>
<context>
    <name>FocusSheet</name>
    <message>
        <source>Focus</source>
        <translation>집중</translation>
    </message>
    <message>
        <source>Notifications wait and come as one when focus ends. Mail goes on arriving.</source>
        <translation>알림을 미루었다가 집중이 끝나면 한 번에 알립니다. 메일은 계속 도착합니다.</translation>
    </message>
    <message>
        <source>30 minutes</source>
        <translation>30분</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1시간</translation>
    </message>
    <message>
        <source>2 hours</source>
        <translation>2시간</translation>
    </message>
    <message>
        <source>Until tomorrow, 9:00</source>
        <translation>내일 9:00까지</translation>
    </message>
    <message>
        <source>Until I end it</source>
        <translation>직접 끝낼 때까지</translation>
    </message>
    <message>
        <source>End focus</source>
        <translation>집중 끝내기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Focus has ended.</source>
        <translation>집중이 끝났습니다.</translation>
    </message>
</context>
<context>
    <name>FolderDeeds</name>
    <message>
        <source>{account} cannot make or change folders from here.</source>
        <translation>{account}에서는 여기서 폴더를 만들거나 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>Label {name} made</source>
        <translation>{name} 라벨을 만들었습니다</translation>
    </message>
    <message>
        <source>Folder {name} made</source>
        <translation>{name} 폴더를 만들었습니다</translation>
    </message>
    <message>
        <source>{old} is called {name} now</source>
        <translation>{old}의 이름이 이제 {name}입니다</translation>
    </message>
    <message>
        <source>Label {name} deleted</source>
        <translation>{name} 라벨을 삭제했습니다</translation>
    </message>
    <message>
        <source>Folder {name} deleted</source>
        <translation>{name} 폴더를 삭제했습니다</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>폴더에는 이름이 필요합니다.</translation>
    </message>
</context>
<context>
    <name>FolderMenu</name>
    <message>
        <source>Folders and labels</source>
        <translation>폴더와 라벨</translation>
    </message>
    <message>
        <source>New folder or label…</source>
        <translation>새 폴더 또는 라벨…</translation>
    </message>
    <message>
        <source>Rename folder or label…</source>
        <translation>폴더 또는 라벨 이름 바꾸기…</translation>
    </message>
    <message>
        <source>Delete folder or label…</source>
        <translation>폴더 또는 라벨 삭제…</translation>
    </message>
    <message>
        <source>New label…</source>
        <translation>새 라벨…</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>새 폴더…</translation>
    </message>
    <message>
        <source>New label in it…</source>
        <translation>이 안에 새 라벨…</translation>
    </message>
    <message>
        <source>New folder in it…</source>
        <translation>이 안에 새 폴더…</translation>
    </message>
    <message>
        <source>Rename	F2</source>
        <translation>이름 바꾸기	F2</translation>
    </message>
    <message>
        <source>Delete…	Del</source>
        <translation>삭제…	Del</translation>
    </message>
    <message>
        <source>{name} belongs to the account and stays as it is.</source>
        <translation>{name} 폴더는 계정에 속한 것이라 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>Open a folder or label first.</source>
        <translation>먼저 폴더나 라벨을 여세요.</translation>
    </message>
    <message>
        <source>No account here can make folders.</source>
        <translation>여기에는 폴더를 만들 수 있는 계정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 맞춤</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Start when I sign in to this computer</source>
        <translation>컴퓨터에 로그인할 때 시작</translation>
    </message>
    <message>
        <source>Accounts…</source>
        <translation>계정…</translation>
    </message>
    <message>
        <source>What is connected, how each one is, and what repairs it.</source>
        <translation>연결된 계정과 각각의 상태, 고치는 방법을 봅니다.</translation>
    </message>
    <message>
        <source>Notifications so far…</source>
        <translation>지난 알림…</translation>
    </message>
    <message>
        <source>What you were told, and what waits for focus to end.</source>
        <translation>알려 드린 것과 집중이 끝나기를 기다리는 것을 봅니다.</translation>
    </message>
    <message>
        <source>Templates and signatures…</source>
        <translation>템플릿과 서명…</translation>
    </message>
    <message>
        <source>Texts you write again and again, and a signature for each address.</source>
        <translation>자주 쓰는 글과 주소마다 다른 서명을 만듭니다.</translation>
    </message>
    <message>
        <source>Never-file list…</source>
        <translation>기록 안 함 목록…</translation>
    </message>
    <message>
        <source>Addresses and domains whose mail reaches no CRM.</source>
        <translation>메일을 어떤 CRM에도 기록하지 않을 주소와 도메인입니다.</translation>
    </message>
    <message>
        <source>Export the filing record…</source>
        <translation>기록 내역 내보내기…</translation>
    </message>
    <message>
        <source>What was filed where and when, as a CSV file for a spreadsheet.</source>
        <translation>무엇을 언제 어디에 기록했는지 표 프로그램용 CSV 파일로 저장합니다.</translation>
    </message>
    <message>
        <source>This could not be set: {why}</source>
        <translation>설정하지 못했습니다: {why}</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>From</source>
        <translation>보내는 사람</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>참조</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>숨은 참조</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>“{words}” is not an address</source>
        <translation>주소가 아닙니다: “{words}”</translation>
    </message>
    <message>
        <source>Who is it to?</source>
        <translation>누구에게 보내나요?</translation>
    </message>
    <message>
        <source>Cc Bcc</source>
        <translation>참조 숨은 참조</translation>
    </message>
    <message>
        <source>Add Cc or Bcc (Ctrl+Shift+C, Ctrl+Shift+B)</source>
        <translation>참조 또는 숨은 참조 추가 (Ctrl+Shift+C, Ctrl+Shift+B)</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Not filed yet</source>
        <translation>아직 기록 안 함</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Search in help</source>
        <translation>도움말에서 찾기</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Nothing in help says that. Try one word of it.</source>
        <translation>도움말에 그런 말이 없습니다. 한 낱말로 찾아 보세요.</translation>
    </message>
</context>
<context>
    <name>HistorySheet</name>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>아직 없습니다</translation>
    </message>
    <message>
        <source>What arrives for you is told by your system and kept here for 30 days.</source>
        <translation>도착한 것은 시스템이 알리고 여기에 30일 동안 남습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n개 미룸</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notifications cleared</source>
        <translation>
            <numerusform>알림 %n개를 지웠습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InboxScreen</name>
    <message>
        <source>Export the filing record…</source>
        <translation>기록 내역 내보내기…</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Escape gives the list back.</source>
        <translation>Esc를 누르면 목록으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>검색 중…</translation>
    </message>
</context>
<context>
    <name>InvitationCard</name>
    <message>
        <source>Invitation: {title}</source>
        <translation>초대: {title}</translation>
    </message>
    <message>
        <source>No title</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>When</source>
        <translation>일시</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>Organizer</source>
        <translation>주최자</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>a series</source>
        <translation>반복 일정</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>Nothing else at that time</source>
        <translation>그 시간에 다른 일정이 없습니다</translation>
    </message>
    <message>
        <source>Overlaps {events}</source>
        <translation>겹치는 일정: {events}</translation>
    </message>
    <message>
        <source>Remove from the calendar</source>
        <translation>캘린더에서 삭제</translation>
    </message>
    <message>
        <source>No account here can answer this.</source>
        <translation>여기에는 답변할 수 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>수락</translation>
    </message>
    <message>
        <source>Perhaps</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>by mail from {address}</source>
        <translation>{address}에서 메일로</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press the new key</source>
        <translation>새 키를 누르세요</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>no key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>하는 일</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
</context>
<context>
    <name>KeyView</name>
    <message>
        <source>Commands and their keys</source>
        <translation>명령과 단축키</translation>
    </message>
</context>
<context>
    <name>KeysSection</name>
    <message>
        <source>Find a command or a key</source>
        <translation>명령이나 키 찾기</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>여기에 쓰기</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>처음대로</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>모든 키 처음대로</translation>
    </message>
    <message>
        <source>Press the new key for “{name}”, or Esc.</source>
        <translation>“{name}”에 쓸 새 키를 누르세요. Esc는 취소입니다.</translation>
    </message>
    <message>
        <source>{key} means “{name}” now, which would lose it.</source>
        <translation>{key} 키는 지금 “{name}”에 쓰입니다. 여기에 쓰면 그쪽에서 없어집니다.</translation>
    </message>
    <message>
        <source>“{name}” has no key.</source>
        <translation>“{name}”에는 키가 없습니다.</translation>
    </message>
    <message>
        <source>{key} does not mean “{name}” any more.</source>
        <translation>이제 {key} 키는 “{name}”에 쓰이지 않습니다.</translation>
    </message>
    <message>
        <source>All keys are as they were.</source>
        <translation>모든 키를 처음대로 되돌렸습니다.</translation>
    </message>
    <message>
        <source>{key} means “{name}” now.</source>
        <translation>이제 {key} 키는 “{name}”에 쓰입니다.</translation>
    </message>
    <message>
        <source>In “{group}” it goes on to mean “{name}”.</source>
        <translation>“{group}”에서는 계속 “{name}”입니다.</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>그런 이름의 명령이 없습니다.</translation>
    </message>
</context>
<context>
    <name>LaterSheet</name>
    <message>
        <source>Send later</source>
        <translation>나중에 보내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leaves {time}.</source>
        <translation>{time}에 보냅니다.</translation>
    </message>
    <message>
        <source>That time is past.</source>
        <translation>이미 지난 시간입니다.</translation>
    </message>
</context>
<context>
    <name>Leftovers</name>
    <message>
        <source>Taken back; {crm} lets you archive only: {names}</source>
        <translation>되돌렸습니다. {crm}에서는 보관만 할 수 있습니다: {names}</translation>
    </message>
    <message>
        <source>Taken back; this stays in {crm}, because it was changed or is used: {names}</source>
        <translation>되돌렸습니다. 변경되었거나 사용 중이어서 {crm}에 남은 항목: {names}</translation>
    </message>
</context>
<context>
    <name>LinkLine</name>
    <message>
        <source>Leads elsewhere: {address}</source>
        <translation>다른 곳으로 연결됨: {address}</translation>
    </message>
</context>
<context>
    <name>LinkSheet</name>
    <message>
        <source>This link leads elsewhere</source>
        <translation>다른 곳으로 가는 링크입니다</translation>
    </message>
    <message>
        <source>Its words name another address, but it opens {host}:</source>
        <translation>글자에는 다른 주소가 적혀 있지만 {host} 주소를 엽니다:</translation>
    </message>
    <message>
        <source>Open it anyway</source>
        <translation>그래도 열기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
</context>
<context>
    <name>LockForm</name>
    <message>
        <source>Only by hand, and at start</source>
        <translation>직접 잠글 때와 시작할 때만</translation>
    </message>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>%n분 뒤</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠금</translation>
    </message>
    <message>
        <source>Present PIN or passphrase</source>
        <translation>현재 PIN 또는 암호</translation>
    </message>
    <message>
        <source>New PIN or passphrase</source>
        <translation>새 PIN 또는 암호</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>한 번 더</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>끄기</translation>
    </message>
    <message numerus="yes">
        <source>At least %n letters or digits.</source>
        <translation>
            <numerusform>글자나 숫자 %n개 이상이어야 합니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>두 입력이 다릅니다.</translation>
    </message>
    <message>
        <source>The window is guarded now. Lock it with “Lock now”, or by being away.</source>
        <translation>이제 창을 잠글 수 있습니다. “지금 잠그기”를 누르거나 자리를 비우면 잠깁니다.</translation>
    </message>
    <message>
        <source>The lock is off.</source>
        <translation>잠금을 껐습니다.</translation>
    </message>
    <message>
        <source>Too many wrong tries: lock the window and open it first.</source>
        <translation>틀린 횟수가 너무 많습니다. 창을 잠갔다가 먼저 해제하세요.</translation>
    </message>
    <message>
        <source>That is not the present one.</source>
        <translation>지금 쓰는 PIN 또는 암호가 아닙니다.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Turn the lock on</source>
        <translation>잠금 켜기</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>Locked</source>
        <translation>잠김</translation>
    </message>
    <message>
        <source>Workspace is locked</source>
        <translation>Workspace가 잠겨 있습니다</translation>
    </message>
    <message>
        <source>PIN or passphrase</source>
        <translation>PIN 또는 암호</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>Forgotten?</source>
        <translation>잊으셨나요?</translation>
    </message>
    <message>
        <source>That was not it.</source>
        <translation>맞지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>That was not it. Try again in %n second(s).</source>
        <translation>
            <numerusform>맞지 않습니다. %n초 뒤에 다시 해 보세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>In a terminal of this computer, “workspace lock off” takes the lock off, and this window opens. Only who is signed in to your system account can do that; nothing is lost.</source>
        <translation>이 컴퓨터의 터미널에서 “workspace lock off”를 실행하면 잠금이 해제되고 이 창이 열립니다. 시스템 계정에 로그인한 사람만 할 수 있으며, 잃는 것은 없습니다.</translation>
    </message>
</context>
<context>
    <name>LogSheet</name>
    <message>
        <source>What left this computer</source>
        <translation>이 컴퓨터에서 나간 것</translation>
    </message>
    <message>
        <source>Counted where it leaves: how often your accounts were connected to which service, what for, and how much was sent. Kept for a year, on this computer only.</source>
        <translation>컴퓨터에서 나가는 순간에 셉니다. 계정이 어느 서비스에 몇 번, 무엇을 위해 연결했고 얼마나 보냈는지입니다. 이 컴퓨터에만 1년 동안 보관합니다.</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7일</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>1년</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>departures</source>
        <translation>내보낸_기록</translation>
    </message>
    <message>
        <source>Export the log…</source>
        <translation>나간 것 내보내기…</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>쓰는 중…</translation>
    </message>
    <message>
        <source>Nothing left in this time.</source>
        <translation>이 기간에 나간 것이 없습니다.</translation>
    </message>
    <message>
        <source>The newest {n} lines; the export has all.</source>
        <translation>최근 {n}줄입니다. 내보내면 모두 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>서비스 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} could not be written: {reason}</source>
        <translation>{file} 파일을 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>Saved to {file}: {n}</source>
        <translation>{file}에 저장했습니다: {n}</translation>
    </message>
</context>
<context>
    <name>LogTable</name>
    <message>
        <source>Receiving</source>
        <translation>받기</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>조회</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>첨부 파일</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Pictures in mails</source>
        <translation>메일의 이미지</translation>
    </message>
    <message>
        <source>Unsubscribing</source>
        <translation>수신 거부</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>Filing</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Taking a filing back</source>
        <translation>기록 되돌리기</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>To</source>
        <translation>받는 곳</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보낸 양</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>removed account</source>
        <translation>제거한 계정</translation>
    </message>
</context>
<context>
    <name>LookSection</name>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 맞춤</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>The whole window grows with the text. Columns fold away where the room is short.</source>
        <translation>글자와 함께 창 전체가 커집니다. 자리가 모자라면 열이 접힙니다.</translation>
    </message>
</context>
<context>
    <name>LookUp</name>
    <message>
        <source>Look up any contact, company, deal or case</source>
        <translation>연락처, 회사, 거래, 케이스 찾기</translation>
    </message>
    <message>
        <source>Nothing found here.</source>
        <translation>여기에는 없습니다.</translation>
    </message>
    <message>
        <source>Asking the CRM too…</source>
        <translation>CRM에도 물어보는 중…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>되돌렸습니다</translation>
    </message>
    <message>
        <source>Too late: the service has it already</source>
        <translation>늦었습니다. 서비스에 이미 전해졌습니다</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Snoozed until {time}</source>
        <translation>{time}까지 미뤘습니다</translation>
    </message>
    <message>
        <source>Back in the inbox</source>
        <translation>받은편지함으로 돌아왔습니다</translation>
    </message>
    <message>
        <source>Done: it returns with what is new for you</source>
        <translation>완료했습니다. 새 메시지가 오면 돌아옵니다</translation>
    </message>
    <message>
        <source>Muted: it does not count any more</source>
        <translation>음소거했습니다. 더 이상 세지 않습니다</translation>
    </message>
    <message>
        <source>No longer muted</source>
        <translation>음소거를 해제했습니다</translation>
    </message>
    <message>
        <source>Pin removed</source>
        <translation>고정을 해제했습니다</translation>
    </message>
    <message>
        <source>Pinned to the top</source>
        <translation>맨 위에 고정했습니다</translation>
    </message>
    <message>
        <source>Only what is in the inbox can be snoozed or pinned.</source>
        <translation>받은편지함에 있는 대화만 미루거나 고정할 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations</source>
        <translation>
            <numerusform>대화 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MessageCard</name>
    <message>
        <source>All recipients</source>
        <translation>받는 사람 모두</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>임시보관</translation>
    </message>
    <message>
        <source>Continue writing</source>
        <translation>이어서 쓰기</translation>
    </message>
    <message>
        <source>unread. </source>
        <translation>읽지 않음. </translation>
    </message>
    <message>
        <source>open</source>
        <translation>펼침</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>접힘</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>chosen</source>
        <translation>선택됨</translation>
    </message>
    <message>
        <source>app</source>
        <translation>앱</translation>
    </message>
    <message>
        <source>This message was deleted.</source>
        <translation>삭제된 메시지입니다.</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message numerus="yes">
        <source>%n replies</source>
        <translation>
            <numerusform>답장 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>새 답장 {n}개</translation>
    </message>
    <message>
        <source>Reply here</source>
        <translation>여기에 답장</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Add a reaction</source>
        <translation>반응 추가</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답장</translation>
    </message>
    <message>
        <source>File to CRM</source>
        <translation>CRM에 기록</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>Fetching the whole message…</source>
        <translation>메시지 전체를 받는 중…</translation>
    </message>
    <message>
        <source>The text is still coming.</source>
        <translation>본문을 아직 받는 중입니다.</translation>
    </message>
    <message>
        <source>This message is damaged. It is shown as far as it could be read.</source>
        <translation>손상된 메시지입니다. 읽을 수 있는 데까지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>모두 보기</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>메시지 본문</translation>
    </message>
    <message>
        <source>Remote images blocked</source>
        <translation>외부 이미지 차단됨</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Be careful with this message</source>
        <translation>이 메일에 주의하세요</translation>
    </message>
    <message>
        <source>Show all ({size})</source>
        <translation>모두 보기({size})</translation>
    </message>
    <message>
        <source>The message goes on.</source>
        <translation>메일이 더 이어집니다.</translation>
    </message>
    <message>
        <source>Always from this sender</source>
        <translation>이 발신자는 항상 표시</translation>
    </message>
    <message>
        <source>Unsubscribe again…</source>
        <translation>다시 수신 거부…</translation>
    </message>
    <message>
        <source>You left this mailing list: {when}</source>
        <translation>이 메일링 리스트를 수신 거부했습니다: {when}</translation>
    </message>
    <message>
        <source>Mailing list</source>
        <translation>메일링 리스트</translation>
    </message>
    <message>
        <source>Unsubscribe…</source>
        <translation>수신 거부…</translation>
    </message>
    <message>
        <source>Quoted text</source>
        <translation>인용문</translation>
    </message>
</context>
<context>
    <name>MomentFields</name>
    <message>
        <source>Day</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
</context>
<context>
    <name>MoveAccountSheet</name>
    <message>
        <source>Move account</source>
        <translation>계정 옮기기</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>To the workplace</source>
        <translation>옮길 업무공간</translation>
    </message>
    <message>
        <source>Keep it where it is now, too</source>
        <translation>지금 있는 곳에도 남겨 두기</translation>
    </message>
    <message>
        <source>Everything that was read of it goes along; nothing is read anew. The workplace is its home.</source>
        <translation>읽어 온 내용이 모두 함께 옮겨지며 다시 읽지 않습니다. 그 업무공간이 홈이 됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
    </message>
</context>
<context>
    <name>NavDelegate</name>
    <message>
        <source>Name of {folder}</source>
        <translation>{folder}의 이름</translation>
    </message>
</context>
<context>
    <name>NeverFileSheet</name>
    <message>
        <source>Never-file list</source>
        <translation>기록 안 함 목록</translation>
    </message>
    <message>
        <source>Nothing on which one of these addresses or domains stands goes to a CRM.</source>
        <translation>아래 주소나 도메인이 있는 항목은 CRM에 기록하지 않습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Write an address or a domain, as jane@example.com or example.com.</source>
        <translation>jane@example.com 또는 example.com처럼 주소나 도메인을 쓰세요.</translation>
    </message>
    <message>
        <source>Address or domain</source>
        <translation>주소 또는 도메인</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Your administrator’s rule</source>
        <translation>관리자 규칙</translation>
    </message>
    <message>
        <source>Your administrator’s rule: only from, to and date</source>
        <translation>관리자 규칙: 보낸 사람, 받는 사람, 날짜만</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Nothing is on the list.</source>
        <translation>목록이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Allow {who} again</source>
        <translation>{who} 다시 허용</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>held back</source>
        <translation>미룸</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>읽지 않음</translation>
    </message>
</context>
<context>
    <name>NotifyPage</name>
    <message>
        <source>Workplace</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <source>Tell me of</source>
        <translation>알림 받을 것</translation>
    </message>
    <message>
        <source>Everything in the inbox</source>
        <translation>받은편지함의 모든 것</translation>
    </message>
    <message>
        <source>Customers, team and chats</source>
        <translation>고객, 팀, 채팅</translation>
    </message>
    <message>
        <source>Nothing (mute)</source>
        <translation>없음(음소거)</translation>
    </message>
    <message>
        <source>Hide who and what it is about</source>
        <translation>보낸 사람과 내용 숨기기</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>창을 닫아도 트레이에 남기</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>방해 금지 시간</translation>
    </message>
    <message>
        <source>What arrives in them is told as one notification when they end.</source>
        <translation>이 시간에 도착한 것은 끝날 때 한 번에 알립니다.</translation>
    </message>
</context>
<context>
    <name>NotifySheet</name>
    <message>
        <source>Notifications</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>OutboxSheet</name>
    <message>
        <source>Outbox</source>
        <translation>보낼 작업</translation>
    </message>
    <message>
        <source>What you did that the services have not confirmed yet.</source>
        <translation>아직 서비스가 확인하지 않은 작업입니다.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>지금 시도</translation>
    </message>
    <message>
        <source>Ask the services that gave no answer again at once, instead of after a pause</source>
        <translation>응답이 없던 서비스에 기다리지 않고 바로 다시 요청합니다</translation>
    </message>
    <message>
        <source>The services are asked again.</source>
        <translation>서비스에 다시 요청합니다.</translation>
    </message>
    <message>
        <source>Leaves later</source>
        <translation>나중에 보낼 메일</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Everything is done.</source>
        <translation>모두 끝났습니다.</translation>
    </message>
    <message>
        <source>Too late: it has left.</source>
        <translation>늦었습니다. 이미 보냈습니다.</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page {n} of {total}</source>
        <translation>{total}쪽 중 {n}쪽</translation>
    </message>
    <message>
        <source>… (the rest is in the file)</source>
        <translation>… (나머지는 파일에 있습니다)</translation>
    </message>
    <message>
        <source>This page cannot be shown.</source>
        <translation>이 페이지는 볼 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Search or do</source>
        <translation>찾기 또는 실행</translation>
    </message>
    <message>
        <source>A command, a person, a customer, or words of a mail</source>
        <translation>명령, 사람, 고객 또는 메일 속 낱말</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 것</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>찾은 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>PeopleRow</name>
    <message>
        <source>People in this conversation</source>
        <translation>이 대화의 사람들</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>colleague</source>
        <translation>동료</translation>
    </message>
    <message>
        <source>not in a CRM</source>
        <translation>CRM에 없음</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>picture.png</source>
        <translation>그림.png</translation>
    </message>
</context>
<context>
    <name>PlaceSheet</name>
    <message>
        <source>Type to find a name, or to make a new one</source>
        <translation>이름을 입력해 찾거나 새로 만드세요</translation>
    </message>
    <message>
        <source>Folders and labels</source>
        <translation>폴더와 라벨</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Nothing has this name</source>
        <translation>이 이름이 없습니다</translation>
    </message>
    <message>
        <source>{label}, carried</source>
        <translation>{label}, 지정됨</translation>
    </message>
    <message>
        <source>New label “{name}”</source>
        <translation>새 라벨 “{name}”</translation>
    </message>
    <message>
        <source>New folder “{name}”</source>
        <translation>새 폴더 “{name}”</translation>
    </message>
</context>
<context>
    <name>PlannedCard</name>
    <message>
        <source>(no subject)</source>
        <translation>(제목 없음)</translation>
    </message>
    <message>
        <source>Change time…</source>
        <translation>시간 변경…</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>지금 보내기</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>보내지 않기</translation>
    </message>
    <message>
        <source>Too late: it has left.</source>
        <translation>늦었습니다. 이미 보냈습니다.</translation>
    </message>
</context>
<context>
    <name>PreviewSheet</name>
    <message>
        <source>Unnamed file</source>
        <translation>이름 없는 파일</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{total}개 중 {n}번째</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n쪽</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>가져오는 중…</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>이전 파일</translation>
    </message>
    <message>
        <source>There is no preview for this kind of file.</source>
        <translation>이 종류의 파일은 미리보기를 할 수 없습니다.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>다음 파일</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>What leaves this computer</source>
        <translation>이 컴퓨터에서 나가는 것</translation>
    </message>
    <message>
        <source>Lock this window</source>
        <translation>이 창 잠그기</translation>
    </message>
    <message>
        <source>Hides everything while you are away. It guards the window against people who pass by; your files are encrypted with a key in your system&apos;s keyring in any case.</source>
        <translation>자리를 비운 동안 모두 가립니다. 지나가는 사람에게서 창을 지킬 뿐이고, 파일은 어떤 경우에도 시스템 키링의 키로 암호화되어 있습니다.</translation>
    </message>
    <message>
        <source>What left this computer…</source>
        <translation>이 컴퓨터에서 나간 것…</translation>
    </message>
    <message>
        <source>By day: to which server, what for, and how much.</source>
        <translation>날짜별로 어느 서버에, 무엇을 위해, 얼마나 보냈는지 봅니다.</translation>
    </message>
    <message>
        <source>Senders whose images are shown…</source>
        <translation>이미지를 표시하는 발신자…</translation>
    </message>
    <message>
        <source>Whom you trusted to load images from the web, and how to take that back.</source>
        <translation>웹 이미지를 불러오도록 허락한 사람을 보고 되돌립니다.</translation>
    </message>
</context>
<context>
    <name>QuietDay</name>
    <message>
        <source>Quiet on {day}</source>
        <translation>{day}에 방해 금지</translation>
    </message>
    <message>
        <source>{day}: quiet from</source>
        <translation>{day}: 방해 금지 시작</translation>
    </message>
    <message>
        <source>{day}: quiet until</source>
        <translation>{day}: 방해 금지 끝</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24시간</translation>
    </message>
    <message>
        <source>until the next day</source>
        <translation>다음 날까지</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <source>Focus: hold notifications</source>
        <translation>집중: 알림 잠시 멈추기</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게/어둡게</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
</context>
<context>
    <name>ReactionRow</name>
    <message>
        <source>{emoji}, {n}, yours too</source>
        <translation>{emoji}, {n}개, 내 반응 포함</translation>
    </message>
    <message>
        <source>{emoji}, {n}</source>
        <translation>{emoji}, {n}개</translation>
    </message>
</context>
<context>
    <name>ReaderView</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>열린 항목이 없습니다</translation>
    </message>
    <message>
        <source>Pick a line with J and K.</source>
        <translation>J와 K로 줄을 고르세요.</translation>
    </message>
    <message>
        <source>Never-file list…</source>
        <translation>기록 안 함 목록…</translation>
    </message>
    <message>
        <source>There is no invitation here to answer.</source>
        <translation>여기에는 답할 초대가 없습니다.</translation>
    </message>
    <message>
        <source>Show {n} earlier messages</source>
        <translation>이전 메시지 {n}개 보기</translation>
    </message>
    <message>
        <source>This kind of link is not opened: {address}</source>
        <translation>이런 링크는 열지 않습니다: {address}</translation>
    </message>
</context>
<context>
    <name>RelationshipCard</name>
    <message>
        <source>Contact</source>
        <translation>연락처</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Open deal</source>
        <translation>진행 중인 거래</translation>
    </message>
    <message>
        <source>Open cases</source>
        <translation>진행 중인 케이스</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>케이스</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open {name} in the browser</source>
        <translation>브라우저에서 {name} 열기</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoveAccountSheet</name>
    <message>
        <source>Remove {account}?</source>
        <translation>{account} 계정을 제거할까요?</translation>
    </message>
    <message>
        <source>Signing out</source>
        <translation>로그아웃 중</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>From this computer go: what was read of it, its password or sign-in.</source>
        <translation>이 컴퓨터에서 읽어 온 내용과 비밀번호 또는 로그인이 지워집니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n drafts that are only here go too.</source>
        <translation>
            <numerusform>이 컴퓨터에만 있는 임시보관 메일 %n개도 지워집니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things that wait to be sent or done are not done.</source>
        <translation>
            <numerusform>보내거나 처리하려고 기다리는 %n건은 처리되지 않습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>At the service everything stays, and the filing record keeps what was filed.</source>
        <translation>서비스에 있는 것은 그대로이며, 기록한 내역도 남습니다.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>되돌릴 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>RenameSheet</name>
    <message>
        <source>Rename account</source>
        <translation>계정 이름 바꾸기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Only here. What others see as your name is part of your signature and identity.</source>
        <translation>이 프로그램에서만 쓰입니다. 남에게 보이는 이름은 서명과 보내는 사람 정보에 있습니다.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ReplyBox</name>
    <message>
        <source>Write a reply…</source>
        <translation>답장 쓰기…</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>Searching…</source>
        <translation>검색 중…</translation>
    </message>
</context>
<context>
    <name>SavedSheet</name>
    <message>
        <source>Saved searches</source>
        <translation>저장한 검색</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Saved search removed</source>
        <translation>저장한 검색을 지웠습니다</translation>
    </message>
    <message>
        <source>Enter searches, F2 renames, Delete removes, Alt with the arrows puts in order.</source>
        <translation>Enter 검색, F2 이름 바꾸기, Delete 삭제, Alt+화살표 순서 바꾸기</translation>
    </message>
    <message>
        <source>None yet. Search for something, then press the star in the search field.</source>
        <translation>아직 없습니다. 검색한 다음 검색창의 별을 누르세요.</translation>
    </message>
    <message>
        <source>{query}, in every workplace</source>
        <translation>{query} · 모든 업무공간</translation>
    </message>
    <message>
        <source>Another saved search is called “{name}”.</source>
        <translation>“{name}” 검색이 이미 저장되어 있습니다.</translation>
    </message>
</context>
<context>
    <name>SayingCard</name>
    <message>
        <source>Send again</source>
        <translation>다시 보내기</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>보내지 않기</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>보냈습니다</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>보내는 중…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search everything</source>
        <translation>모두 검색</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>저장한 검색</translation>
    </message>
</context>
<context>
    <name>Selectable</name>
    <message>
        <source>Copy text</source>
        <translation>텍스트 복사</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>모두 선택</translation>
    </message>
</context>
<context>
    <name>SeriesSheet</name>
    <message>
        <source>This event is one of a series.</source>
        <translation>이 일정은 반복 일정 중 하나입니다.</translation>
    </message>
    <message>
        <source>Only this one</source>
        <translation>이 일정만</translation>
    </message>
    <message>
        <source>The whole series</source>
        <translation>전체 반복 일정</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ServerBar</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Search there again</source>
        <translation>다시 검색</translation>
    </message>
    <message>
        <source>There may be more at {names} than is here yet.</source>
        <translation>{names}에 아직 받지 않은 메일이 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation>서버에서 검색</translation>
    </message>
    <message>
        <source>Searching at {names}… {n} found so far.</source>
        <translation>{names}에서 검색 중… 지금까지 {n}개 찾음</translation>
    </message>
    <message>
        <source>{name}: {error}</source>
        <translation>{name}: {error}</translation>
    </message>
    <message>
        <source>{name}: nothing found.</source>
        <translation>{name}: 찾은 것이 없습니다.</translation>
    </message>
    <message>
        <source>{name}: {n} found.</source>
        <translation>{name}: {n}개 찾음.</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 외 {n}개</translation>
    </message>
</context>
<context>
    <name>ServerSearch</name>
    <message>
        <source>Looking for servers</source>
        <translation>서버 찾는 중</translation>
    </message>
    <message>
        <source>Calendars and contacts too</source>
        <translation>캘린더와 연락처도 추가</translation>
    </message>
    <message>
        <source>Enter the servers myself</source>
        <translation>서버 직접 입력</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Looking for the servers of {address}…</source>
        <translation>{address}의 서버를 찾는 중…</translation>
    </message>
    <message>
        <source>There is no domain {domain}. Is {address} written right?</source>
        <translation>{domain} 도메인이 없습니다. {address} 주소가 맞게 적혔나요?</translation>
    </message>
    <message>
        <source>Nobody could be asked about {address}: this computer seems to be offline.</source>
        <translation>{address}에 대해 물어볼 수 없었습니다. 이 컴퓨터가 오프라인인 것 같습니다.</translation>
    </message>
    <message>
        <source>Enter the servers yourself, or look again when you are connected.</source>
        <translation>서버를 직접 입력하거나, 연결된 뒤 다시 확인하세요.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>변경…</translation>
    </message>
    <message>
        <source>The mail of {address} is at {service}, which has a sign-in of its own.</source>
        <translation>{address}의 메일은 {service}에 있으며, 자체 로그인을 씁니다.</translation>
    </message>
    <message>
        <source>Sign in with {service}</source>
        <translation>{service} 계정으로 로그인</translation>
    </message>
    <message>
        <source>At {host}, with the same password.</source>
        <translation>{host}, 같은 비밀번호를 씁니다.</translation>
    </message>
</context>
<context>
    <name>SettingsSheet</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>SeveralSheet</name>
    <message numerus="yes">
        <source>File %n messages to CRM</source>
        <translation>
            <numerusform>메시지 %n개를 CRM에 기록</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>모두 실행 취소</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>File</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>File {n}</source>
        <translation>{n}개 기록</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>Added. Its first sync has begun.</source>
        <translation>추가했습니다. 첫 동기화를 시작했습니다.</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Find a command or a key</source>
        <translation>명령이나 키 찾기</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>단축키 바꾸기…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>No command is called so.</source>
        <translation>그런 이름의 명령이 없습니다.</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Places and accounts</source>
        <translation>위치와 계정</translation>
    </message>
</context>
<context>
    <name>SignInSheet</name>
    <message>
        <source>Sign in to {account}</source>
        <translation>{account}에 로그인</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
</context>
<context>
    <name>SignatureSheet</name>
    <message>
        <source>Signature</source>
        <translation>서명</translation>
    </message>
    <message>
        <source>It stands below what you write and above what is quoted, in every letter from this address.</source>
        <translation>이 주소로 보내는 모든 메일에서 쓴 글 아래, 인용문 위에 들어갑니다.</translation>
    </message>
</context>
<context>
    <name>SnoozeSheet</name>
    <message>
        <source>Snooze until</source>
        <translation>언제까지 미룰까요</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>미루기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Returns {time}, or before with something new.</source>
        <translation>{time}에 돌아옵니다. 새 소식이 있으면 그 전에 돌아옵니다.</translation>
    </message>
    <message>
        <source>That time is past.</source>
        <translation>이미 지난 시간입니다.</translation>
    </message>
</context>
<context>
    <name>SourceSheet</name>
    <message>
        <source>Source</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Fetching the message…</source>
        <translation>메시지를 받는 중…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Start again</source>
        <translation>다시 시작</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in first sync</source>
        <translation>
            <numerusform>계정 %n개 첫 동기화 중</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n needs sign-in</source>
        <translation>
            <numerusform>계정 %n개 로그인 필요</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s) queued</source>
        <translation>
            <numerusform>작업 %n개 대기</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leave later</source>
        <translation>
            <numerusform>%n통 나중에 보냄</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not reachable</source>
        <translation>
            <numerusform>계정 %n개 연결 안 됨</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in trouble</source>
        <translation>
            <numerusform>계정 %n개에 문제 있음</numerusform>
        </translation>
    </message>
    <message>
        <source>{account}: {state}</source>
        <translation>{account}: {state}</translation>
    </message>
    <message>
        <source>What is here can be read. What you do is kept, and leaves when there is an answer.</source>
        <translation>여기 있는 것은 읽을 수 있습니다. 하신 일은 보관되었다가 응답이 오면 전송됩니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n개 미룸</numerusform>
        </translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>엔진을 시작하는 중…</translation>
    </message>
    <message>
        <source>The engine stopped and is being started again…</source>
        <translation>엔진이 멈춰 다시 시작하는 중…</translation>
    </message>
    <message>
        <source>The engine does not run.</source>
        <translation>엔진이 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>No account in step</source>
        <translation>최신 상태인 계정 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s) in step</source>
        <translation>
            <numerusform>계정 %n개 최신 상태</numerusform>
        </translation>
    </message>
    <message>
        <source>{accounts} · {age} ago</source>
        <translation>{accounts} · {age} 전</translation>
    </message>
</context>
<context>
    <name>Swatch</name>
    <message>
        <source>Colour {color}</source>
        <translation>색 {color}</translation>
    </message>
</context>
<context>
    <name>SyncCard</name>
    <message>
        <source>less than a minute left</source>
        <translation>1분 이내 남음</translation>
    </message>
    <message>
        <source>about %n minutes left</source>
        <translation>약 %n분 남음</translation>
    </message>
    <message>
        <source>about %n hours left</source>
        <translation>약 %n시간 남음</translation>
    </message>
    <message>
        <source>First sync · {account}</source>
        <translation>첫 동기화 · {account}</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>You can work meanwhile.</source>
        <translation>그동안 일할 수 있습니다.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>{pulled} of {total}, newest first</source>
        <translation>최신순으로 {total}개 중 {pulled}개</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
</context>
<context>
    <name>TabRow</name>
    <message>
        <source>Move {tab} up</source>
        <translation>{tab} 위로</translation>
    </message>
    <message>
        <source>Move {tab} down</source>
        <translation>{tab} 아래로</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Edit {tab}</source>
        <translation>{tab} 편집</translation>
    </message>
    <message>
        <source>Remove {tab}</source>
        <translation>{tab} 제거</translation>
    </message>
</context>
<context>
    <name>TabSheet</name>
    <message>
        <source>New tab</source>
        <translation>새 탭</translation>
    </message>
    <message>
        <source>Edit tab</source>
        <translation>탭 편집</translation>
    </message>
    <message>
        <source>Name of the tab</source>
        <translation>탭 이름</translation>
    </message>
    <message>
        <source>How many conditions must be met</source>
        <translation>몇 가지 조건이 맞아야 하는지</translation>
    </message>
    <message>
        <source>Takes mail that meets one of these</source>
        <translation>다음 중 하나에 맞는 메일</translation>
    </message>
    <message>
        <source>Takes mail that meets all of these</source>
        <translation>다음 모두에 맞는 메일</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Without a condition it takes nothing.</source>
        <translation>조건이 없으면 아무 메일도 들어오지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>{taken} of the last %n conversations would go there.</source>
        <translation>
            <numerusform>최근 대화 %n개 가운데 {taken}개가 이 탭으로 갑니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>팀</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>More tabs</source>
        <translation>탭 더 보기</translation>
    </message>
    <message>
        <source>Sorting older mail into the tabs… {done} %</source>
        <translation>이전 메일을 탭으로 나누는 중… {done} %</translation>
    </message>
    <message numerus="yes">
        <source>More tabs, %n unread</source>
        <translation>
            <numerusform>탭 더 보기, 읽지 않음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Mails like this go to</source>
        <translation>이런 메일을 보낼 탭</translation>
    </message>
    <message>
        <source>A tab of mails like this…</source>
        <translation>이런 메일을 모을 탭 만들기…</translation>
    </message>
    <message>
        <source>Edit tabs…</source>
        <translation>탭 편집…</translation>
    </message>
</context>
<context>
    <name>TabsSheet</name>
    <message>
        <source>Tabs of {workplace}</source>
        <translation>{workplace}의 탭</translation>
    </message>
    <message>
        <source>Mail goes to the first tab whose rule it meets; all other mail to Customers, Team or Other.</source>
        <translation>메일은 규칙에 맞는 첫 번째 탭으로 가고, 나머지는 고객, 팀, 기타에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>There are no tabs of your own yet.</source>
        <translation>직접 만든 탭이 아직 없습니다.</translation>
    </message>
    <message>
        <source>New tab…</source>
        <translation>새 탭…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{tab} is removed; its mail stays.</source>
        <translation>{tab} 탭을 제거했습니다. 메일은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
</context>
<context>
    <name>TemplateSheet</name>
    <message>
        <source>Edit template</source>
        <translation>템플릿 편집</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>새 템플릿</translation>
    </message>
    <message>
        <source>Fields are filled in for the first recipient; one that is not known stays and is asked about.</source>
        <translation>항목은 첫 번째 받는 사람에 맞추어 채워집니다. 알 수 없는 항목은 그대로 두고 보내기 전에 묻습니다.</translation>
    </message>
    <message>
        <source>All workplaces</source>
        <translation>모든 업무공간</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Offered in</source>
        <translation>사용할 곳</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Field:</source>
        <translation>항목:</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>이름만</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>Deal</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>읽지 않음 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chats for you</source>
        <translation>
            <numerusform>나를 찾는 채팅 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineCard</name>
    <message>
        <source>Timeline, every channel</source>
        <translation>모든 채널의 타임라인</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>아직 없습니다.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Older entries of the timeline</source>
        <translation>타임라인의 이전 항목</translation>
    </message>
</context>
<context>
    <name>TimelineLine</name>
    <message>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Filed: {title}</source>
        <translation>기록됨: {title}</translation>
    </message>
</context>
<context>
    <name>Titles</name>
    <message numerus="yes">
        <source>%n new conversations</source>
        <translation>
            <numerusform>새 대화 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>Bold</source>
        <translation>굵게</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>기울임</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>밑줄</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>List</source>
        <translation>글머리 기호</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>번호 매기기</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>인용</translation>
    </message>
    <message>
        <source>Link (Ctrl+Shift+K)</source>
        <translation>링크 (Ctrl+Shift+K)</translation>
    </message>
    <message>
        <source>Clear the form</source>
        <translation>서식 지우기</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>링크</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>빨강</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>주황</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파랑</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>As the text</source>
        <translation>본문 색</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>Workspace · %n unread</source>
        <translation>
            <numerusform>Workspace · 읽지 않음 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message numerus="yes">
        <source>%n chats for you</source>
        <translation>
            <numerusform>나를 찾는 채팅 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Workspace</source>
        <translation>Workspace 열기</translation>
    </message>
    <message>
        <source>Focus…</source>
        <translation>집중…</translation>
    </message>
    <message>
        <source>Notifications…</source>
        <translation>알림…</translation>
    </message>
    <message>
        <source>Get new mail now</source>
        <translation>지금 새 메일 받기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
</context>
<context>
    <name>TrayBar</name>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>기록…</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>TrustedSheet</name>
    <message>
        <source>Senders whose images are shown</source>
        <translation>이미지를 표시하는 발신자</translation>
    </message>
    <message>
        <source>Remote images in their mail load by themselves. It tells them when you read.</source>
        <translation>이 발신자의 외부 이미지는 자동으로 표시됩니다. 언제 읽었는지 발신자가 알 수 있습니다.</translation>
    </message>
    <message>
        <source>Find an address</source>
        <translation>주소 찾기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Images of {who} are blocked again</source>
        <translation>{who}의 이미지를 다시 차단합니다</translation>
    </message>
    <message>
        <source>{n} more: type a part of the address</source>
        <translation>{n}개 더 있음: 주소의 일부를 입력하세요</translation>
    </message>
    <message>
        <source>No such address</source>
        <translation>해당하는 주소가 없습니다</translation>
    </message>
    <message>
        <source>None yet: press “Always from this sender”.</source>
        <translation>아직 없습니다. 메일에서 “이 발신자는 항상 표시”를 누르면 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Block again</source>
        <translation>다시 차단</translation>
    </message>
    <message>
        <source>Block images of {who} again</source>
        <translation>{who}의 이미지 다시 차단</translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message>
        <source>Letter not saved</source>
        <translation>메일이 저장되지 않았습니다</translation>
    </message>
    <message>
        <source>“{subject}” cannot be saved.</source>
        <translation>“{subject}” 메일을 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Its text was copied: paste it where it is safe.</source>
        <translation>본문을 복사했습니다. 안전한 곳에 붙여넣으세요.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Copy its text</source>
        <translation>본문 복사</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>저장하지 않고 닫기</translation>
    </message>
    <message>
        <source>Back to the letter</source>
        <translation>메일로 돌아가기</translation>
    </message>
</context>
<context>
    <name>UnsubscribeSheet</name>
    <message>
        <source>Unsubscribe from {name}?</source>
        <translation>{name} 수신을 거부할까요?</translation>
    </message>
    <message>
        <source>If you do not know this sender, rather move the message to the trash: an answer tells them that your address is read.</source>
        <translation>모르는 발신자라면 휴지통으로 옮기는 편이 낫습니다. 응답하면 이 주소를 누군가 읽는다는 사실이 알려집니다.</translation>
    </message>
    <message>
        <source>This message does not say how.</source>
        <translation>이 메일에는 수신 거부 방법이 없습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Workspace asks {host} to send nothing more to {address}. This cannot be taken back here: to get it again, subscribe again.</source>
        <translation>{host}에 {address} 주소로 더 보내지 말라고 요청합니다. 여기서 되돌릴 수 없으며, 다시 받으려면 다시 구독해야 합니다.</translation>
    </message>
    <message>
        <source>Unsubscribe</source>
        <translation>수신 거부</translation>
    </message>
    <message>
        <source>A mail that asks for it goes from {address} to {to}. You can take it back for {n} seconds.</source>
        <translation>{address}에서 {to} 주소로 수신 거부 요청 메일을 보냅니다. {n}초 동안 취소할 수 있습니다.</translation>
    </message>
    <message>
        <source>By mail instead</source>
        <translation>대신 메일로</translation>
    </message>
    <message>
        <source>Send the mail</source>
        <translation>메일 보내기</translation>
    </message>
    <message>
        <source>{host} has a page for this. It opens in your browser.</source>
        <translation>{host}에 수신 거부 페이지가 있습니다. 브라우저에서 열립니다.</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>페이지 열기</translation>
    </message>
    <message>
        <source>Asking {host}…</source>
        <translation>{host}에 요청하는 중…</translation>
    </message>
    <message>
        <source>Unsubscribed: {host} was told</source>
        <translation>수신 거부됨: {host}에 알렸습니다</translation>
    </message>
    <message>
        <source>{reason} Nothing was changed.</source>
        <translation>{reason} 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>A mail that unsubscribes goes to {to}</source>
        <translation>수신 거부 메일을 {to} 주소로 보냅니다</translation>
    </message>
    <message>
        <source>The browser could not be opened. The page is: {address}</source>
        <translation>브라우저를 열 수 없습니다. 페이지 주소: {address}</translation>
    </message>
</context>
<context>
    <name>WaitingWindow</name>
    <message>
        <source>Workspace</source>
        <translation>Workspace</translation>
    </message>
    <message>
        <source>Workspace could not get ready</source>
        <translation>Workspace를 준비하지 못했습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>준비 중</translation>
    </message>
    <message>
        <source>The mail kept on this computer was damaged. All of it is read again from the services.</source>
        <translation>이 컴퓨터에 보관된 메일이 손상되어, 모두 서비스에서 다시 읽어 옵니다.</translation>
    </message>
    <message>
        <source>The first start makes an encrypted store on this computer.</source>
        <translation>처음 시작할 때 이 컴퓨터에 암호화된 저장소를 만듭니다.</translation>
    </message>
</context>
<context>
    <name>WordingSheet</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>What you wrote is not saved.</source>
        <translation>쓴 내용이 저장되지 않았습니다.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>WorkplaceChip</name>
    <message>
        <source>Show {workplace}</source>
        <translation>{workplace} 보기</translation>
    </message>
</context>
<context>
    <name>WorkplaceChips</name>
    <message>
        <source>Workplaces</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Workplaces {shown}/{all}</source>
        <translation>업무공간 {shown}/{all}</translation>
    </message>
</context>
<context>
    <name>WorkplaceDeeds</name>
    <message>
        <source>{workplace} is removed; its accounts and their mail stay</source>
        <translation>{workplace} 제거됨. 계정과 메일은 남습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are in no workplace now</source>
        <translation>
            <numerusform>계정 %n개는 이제 어느 업무공간에도 없습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>A conversation lives in its account and cannot move alone. You can move {account} to {workplace}, with everything in it.</source>
        <translation>대화는 계정에 속해 있어 혼자 옮길 수 없습니다. {account} 계정을 그 안의 모든 것과 함께 {workplace} 업무공간으로 옮길 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>What you dragged is in %n accounts; each is moved by itself.</source>
        <translation>
            <numerusform>끌어 온 대화는 계정 %n개에 있으며, 계정마다 따로 옮깁니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>{account} is in {workplace} now</source>
        <translation>{account} 계정을 {workplace} 업무공간으로 옮겼습니다</translation>
    </message>
    <message>
        <source>Export workplace</source>
        <translation>업무공간 내보내기</translation>
    </message>
    <message>
        <source>Workplace templates (*.toml)</source>
        <translation>업무공간 템플릿 (*.toml)</translation>
    </message>
    <message>
        <source>Not exported: {reason}</source>
        <translation>내보내지 못함: {reason}</translation>
    </message>
    <message>
        <source>Exported without passwords and names: {file}</source>
        <translation>비밀번호와 사람 이름 없이 내보냄: {file}</translation>
    </message>
    <message>
        <source>Import workplace</source>
        <translation>업무공간 가져오기</translation>
    </message>
    <message>
        <source>Not imported: {reason}</source>
        <translation>가져오지 못함: {reason}</translation>
    </message>
    <message>
        <source>{workplace} is here; sign in to its accounts</source>
        <translation>{workplace} 업무공간을 가져왔습니다. 계정에 로그인하세요</translation>
    </message>
    <message>
        <source>left out: {names}</source>
        <translation>제외됨: {names}</translation>
    </message>
    <message>
        <source>the file is larger than 1 MB</source>
        <translation>파일이 1MB보다 큽니다</translation>
    </message>
    <message>
        <source>a password or key stands in it, at {where}</source>
        <translation>{where}에 비밀번호나 키가 들어 있습니다</translation>
    </message>
    <message>
        <source>the template is not right at {where}</source>
        <translation>템플릿의 {where} 부분이 올바르지 않습니다</translation>
    </message>
    <message>
        <source>the file is no template of a workplace</source>
        <translation>업무공간 템플릿 파일이 아닙니다</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>편집…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>WorkplaceSheet</name>
    <message>
        <source>Add workplace</source>
        <translation>업무공간 추가</translation>
    </message>
    <message>
        <source>Edit workplace</source>
        <translation>업무공간 편집</translation>
    </message>
    <message>
        <source>A workplace groups accounts: a team, a role, or your private mail.</source>
        <translation>업무공간은 팀, 역할, 개인 메일처럼 계정을 묶습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Letters on its tile</source>
        <translation>타일의 글자</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>다른 색…</translation>
    </message>
    <message>
        <source>Accounts in it</source>
        <translation>포함할 계정</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>계정 찾기</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>Stands alone: for whatever is in it</source>
        <translation>독립형: 들어 있는 모든 계정</translation>
    </message>
    <message>
        <source>For {account}</source>
        <translation>{account} 전용</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>From a template…</source>
        <translation>템플릿에서…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>WritingSheet</name>
    <message>
        <source>Templates and signatures</source>
        <translation>템플릿과 서명</translation>
    </message>
    <message>
        <source>New template…</source>
        <translation>새 템플릿…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>서명</translation>
    </message>
    <message>
        <source>No account here can send mail.</source>
        <translation>메일을 보낼 수 있는 계정이 없습니다.</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>템플릿</translation>
    </message>
    <message>
        <source>All workplaces</source>
        <translation>모든 업무공간</translation>
    </message>
    <message>
        <source>“{name}” was deleted.</source>
        <translation>“{name}” 템플릿을 삭제했습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>None yet. A template is a text with fields such as {first} that are filled in for you.</source>
        <translation>아직 없습니다. 템플릿은 {first} 같은 항목이 자동으로 채워지는 글입니다.</translation>
    </message>
    <message>
        <source>no signature</source>
        <translation>서명 없음</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Signature of {address}…</source>
        <translation>{address} 서명…</translation>
    </message>
    <message>
        <source>Edit template {name}</source>
        <translation>{name} 템플릿 편집</translation>
    </message>
    <message>
        <source>Delete template {name}</source>
        <translation>{name} 템플릿 삭제</translation>
    </message>
    <message>
        <source>A letter can be taken back for</source>
        <translation>보낸 메일을 취소할 수 있는 시간</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>Conversation</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>창</translation>
    </message>
</context>
<context>
    <name>compose</name>
    <message>
        <source>This conversation belongs to {here}, but the letter would leave from {there}.</source>
        <translation>이 대화는 {here}에 속하지만 {there}에서 보내려고 합니다.</translation>
    </message>
    <message>
        <source>The program was cut off. Your letter is as it was saved last.</source>
        <translation>프로그램이 갑자기 종료되었습니다. 마지막으로 저장된 메일을 열었습니다.</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>나중에 보내기</translation>
    </message>
    <message>
        <source>Put the letter away as a draft</source>
        <translation>임시 보관하고 닫기</translation>
    </message>
    <message>
        <source>Copy to others: Cc</source>
        <translation>참조 추가</translation>
    </message>
    <message>
        <source>Copy unseen by the others: Bcc</source>
        <translation>숨은 참조 추가</translation>
    </message>
    <message>
        <source>Paste as plain text</source>
        <translation>서식 없이 붙여넣기</translation>
    </message>
    <message>
        <source>While writing</source>
        <translation>쓰는 동안</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>그림</translation>
    </message>
</context>
<context>
    <name>dragging</name>
    <message>
        <source>%n conversations</source>
        <translation>대화 %n개</translation>
    </message>
</context>
<context>
    <name>filing</name>
    <message>
        <source>Same address as the contact “{name}”</source>
        <translation>“{name}” 연락처와 같은 주소</translation>
    </message>
    <message>
        <source>Same domain as {count} contacts ({domain})</source>
        <translation>연락처 {count}개와 같은 도메인 ({domain})</translation>
    </message>
    <message>
        <source>Same domain as a contact ({domain})</source>
        <translation>연락처 1명과 같은 도메인 ({domain})</translation>
    </message>
    <message>
        <source>Its domain is {domain}</source>
        <translation>도메인이 {domain}</translation>
    </message>
    <message>
        <source>This conversation is filed here</source>
        <translation>이 대화가 여기에 기록되어 있음</translation>
    </message>
    <message>
        <source>This message is filed here already</source>
        <translation>이 메시지가 이미 여기에 기록되어 있음</translation>
    </message>
    <message>
        <source>The lead “{name}” was converted to it</source>
        <translation>“{name}” 리드가 전환된 레코드</translation>
    </message>
    <message>
        <source>The company of “{name}”</source>
        <translation>“{name}”의 회사</translation>
    </message>
    <message>
        <source>An open deal of “{name}”</source>
        <translation>“{name}”의 진행 중인 거래</translation>
    </message>
    <message>
        <source>An open case of “{name}”</source>
        <translation>“{name}”의 진행 중인 케이스</translation>
    </message>
    <message>
        <source>You looked it up</source>
        <translation>직접 찾음</translation>
    </message>
    <message>
        <source>{pattern} is never filed: your administrator’s rule.</source>
        <translation>{pattern} 메일은 기록하지 않습니다: 관리자 규칙.</translation>
    </message>
    <message>
        <source>{pattern} is on your never-file list.</source>
        <translation>기록하지 않을 목록에 있습니다: {pattern}</translation>
    </message>
    <message>
        <source>A draft is not filed before it is sent.</source>
        <translation>임시보관 메일은 보내기 전에 기록하지 않습니다.</translation>
    </message>
    <message>
        <source>Everybody on this message is one of you.</source>
        <translation>이 메시지에는 우리 쪽 사람만 있습니다.</translation>
    </message>
    <message>
        <source>It names nobody who could be looked up.</source>
        <translation>찾아볼 사람이 적혀 있지 않습니다.</translation>
    </message>
    <message>
        <source>This is a delivery notice, not a customer.</source>
        <translation>고객이 아니라 배달 상태 알림입니다.</translation>
    </message>
    <message>
        <source>This is a mailing list or newsletter.</source>
        <translation>메일링 리스트나 뉴스레터입니다.</translation>
    </message>
    <message>
        <source>This was sent by a machine.</source>
        <translation>자동으로 보낸 메일입니다.</translation>
    </message>
    <message>
        <source>This is an automatic reply, such as an out-of-office notice.</source>
        <translation>부재 중 알림과 같은 자동 회신입니다.</translation>
    </message>
    <message>
        <source>This was sent through a bulk mailer.</source>
        <translation>대량 메일 서비스로 보낸 메일입니다.</translation>
    </message>
    <message>
        <source>This is an invitation or an answer to one; the meeting itself can be filed.</source>
        <translation>초대 또는 초대에 대한 응답입니다. 회의 자체를 기록할 수 있습니다.</translation>
    </message>
    <message>
        <source>{sender} sent this in somebody else’s name.</source>
        <translation>{sender} 님이 다른 사람의 이름으로 보냈습니다.</translation>
    </message>
    <message>
        <source>It seems to hold a card number ({count}). Only a warning: nothing is taken out.</source>
        <translation>카드 번호로 보이는 값이 있습니다({count}개). 경고일 뿐이며 내용은 지우지 않습니다.</translation>
    </message>
    <message>
        <source>It seems to hold a resident registration number ({count}). Only a warning: nothing is taken out.</source>
        <translation>주민등록번호로 보이는 값이 있습니다({count}개). 경고일 뿐이며 내용은 지우지 않습니다.</translation>
    </message>
    <message>
        <source>It seems to hold a US social security number ({count}). Only a warning: nothing is taken out.</source>
        <translation>미국 사회보장번호로 보이는 값이 있습니다({count}개). 경고일 뿐이며 내용은 지우지 않습니다.</translation>
    </message>
    <message>
        <source>You may read “{name}” but not write to it: it is left out.</source>
        <translation>“{name}” 레코드는 읽을 수만 있고 쓸 수 없어서 제외됩니다.</translation>
    </message>
    <message>
        <source>a picture inside the text</source>
        <translation>본문 속 그림</translation>
    </message>
    <message>
        <source>{size} MB; the CRM takes {limit} MB</source>
        <translation>{size} MB; CRM은 {limit} MB까지</translation>
    </message>
    <message>
        <source>together over the CRM’s {limit} MB</source>
        <translation>합쳐서 CRM의 {limit} MB를 넘음</translation>
    </message>
    <message>
        <source>The CRM asks for {field}: give it before filing.</source>
        <translation>CRM에 “{field}” 값이 필요합니다. 기록하기 전에 입력하세요.</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>선택 안 함</translation>
    </message>
    <message>
        <source>Only from, to and date are filed.</source>
        <translation>보낸 사람, 받는 사람, 날짜만 기록합니다.</translation>
    </message>
    <message>
        <source>The text has not arrived yet: it can be filed when it has.</source>
        <translation>본문이 아직 오지 않았습니다. 도착하면 기록할 수 있습니다.</translation>
    </message>
    <message>
        <source>Nobody in {crm} has the address {who}.</source>
        <translation>{crm}에 {who} 주소를 가진 사람이 없습니다.</translation>
    </message>
    <message>
        <source>{count} records in {crm} fit: choose.</source>
        <translation>{crm}에서 {count}개가 맞습니다. 고르세요.</translation>
    </message>
    <message>
        <source>The CRM refused it.</source>
        <translation>CRM이 거부했습니다.</translation>
    </message>
    <message>
        <source>Waiting for the CRM.</source>
        <translation>CRM을 기다리는 중.</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>in step</source>
        <translation>최신</translation>
    </message>
    <message>
        <source>sign in again</source>
        <translation>다시 로그인</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>has a problem</source>
        <translation>문제 있음</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>로그인 중</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>first sync</source>
        <translation>첫 동기화</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
</context>
<context>
    <name>lock</name>
    <message>
        <source>Lock now</source>
        <translation>지금 잠그기</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>{host} could not be reached.</source>
        <translation>{host}에 연결할 수 없습니다.</translation>
    </message>
    <message>
        <source>{host} did not answer in time.</source>
        <translation>{host} 서버가 제때 응답하지 않았습니다.</translation>
    </message>
    <message>
        <source>{host} takes no more calls today; it goes on at {until}.</source>
        <translation>{host} 서버가 오늘 더 이상 요청을 받지 않습니다. {until}에 계속됩니다.</translation>
    </message>
    <message>
        <source>{host} is busy and asked to wait.</source>
        <translation>{host} 서버가 바빠서 기다려 달라고 합니다.</translation>
    </message>
    <message>
        <source>{host} closed the connection.</source>
        <translation>{host} 서버가 연결을 끊었습니다.</translation>
    </message>
    <message>
        <source>{host} sent an answer that could not be understood.</source>
        <translation>{host} 서버가 보낸 응답을 이해할 수 없습니다.</translation>
    </message>
    <message>
        <source>{host} refused the user name or password.</source>
        <translation>{host} 서버가 사용자 이름이나 비밀번호를 거부했습니다.</translation>
    </message>
    <message>
        <source>The sign-in at {host} has expired.</source>
        <translation>{host} 로그인이 만료되었습니다.</translation>
    </message>
    <message>
        <source>The permission was not given at {host}. Nothing was changed.</source>
        <translation>{host}에서 권한을 허용하지 않았습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>{host} did not accept the sign-in: {reason}</source>
        <translation>{host}에서 로그인을 받아들이지 않았습니다: {reason}</translation>
    </message>
    <message>
        <source>Nobody answered in the browser in time. Start the sign-in again.</source>
        <translation>브라우저에서 제때 응답이 없었습니다. 로그인을 다시 시작하세요.</translation>
    </message>
    <message>
        <source>The sign-in was cancelled. Nothing was changed.</source>
        <translation>로그인을 취소했습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>The sign-in was interrupted. Start it again.</source>
        <translation>로그인이 중단되었습니다. 다시 시작하세요.</translation>
    </message>
    <message>
        <source>This account is not signed in yet.</source>
        <translation>이 계정은 아직 로그인하지 않았습니다.</translation>
    </message>
    <message>
        <source>This service has no sign-in by code.</source>
        <translation>이 서비스는 코드 로그인을 지원하지 않습니다.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked: unlock it; it then goes on by itself.</source>
        <translation>이 컴퓨터의 키링이 잠겨 있습니다. 잠금을 풀면 자동으로 계속됩니다.</translation>
    </message>
    <message>
        <source>The sign-in at {host} does not allow {what}. Sign in again and allow it.</source>
        <translation>{host} 로그인에 {what} 권한이 없습니다. 다시 로그인해 허용하세요.</translation>
    </message>
    <message>
        <source>The permission for Workspace at {host} was withdrawn.</source>
        <translation>{host}에서 Workspace의 권한이 취소되었습니다.</translation>
    </message>
    <message>
        <source>This account belongs to another organisation than {host} lets in.</source>
        <translation>이 계정은 {host}에서 허용하는 조직의 계정이 아닙니다.</translation>
    </message>
    <message>
        <source>{host} does not let this account do that: {reason}</source>
        <translation>{host}에서 이 계정에 허용하지 않는 작업입니다: {reason}</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted: {reason}</source>
        <translation>{host}의 인증서를 믿을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>{host} would be reached without encryption, which is only allowed on this computer.</source>
        <translation>{host}에 암호화 없이 연결하게 됩니다. 이 컴퓨터 안에서만 허용됩니다.</translation>
    </message>
    <message>
        <source>{field} is missing.</source>
        <translation>{field} 값을 입력하세요.</translation>
    </message>
    <message>
        <source>{field} is not right: {reason}</source>
        <translation>{field} 값이 올바르지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>The profile {profile} is missing or not right; `workspace profile list` says why.</source>
        <translation>{profile} 프로필이 없거나 잘못되었습니다. 이유는 `workspace profile list`에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>This is {found}, but the account belongs to {expected}. Nothing was changed.</source>
        <translation>{found} 계정입니다. 이 계정은 {expected}의 것입니다. 아무것도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>The password for this account is not in the keyring.</source>
        <translation>이 계정의 비밀번호가 키링에 없습니다.</translation>
    </message>
    <message>
        <source>{collection} was renumbered by the server and is being read again.</source>
        <translation>서버가 {collection}의 번호를 바꿔 다시 읽는 중입니다.</translation>
    </message>
    <message>
        <source>This was changed elsewhere. Yours is kept.</source>
        <translation>다른 곳에서 변경되었습니다. 내 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>{host} refused: {reason}</source>
        <translation>{host} 서버가 거부했습니다: {reason}</translation>
    </message>
    <message>
        <source>{what} is no longer there.</source>
        <translation>더 이상 없습니다: {what}</translation>
    </message>
    <message>
        <source>{name} is larger than the {limit} MB that {host} accepts.</source>
        <translation>{host} 한도인 {limit} MB를 넘습니다: {name}</translation>
    </message>
    <message>
        <source>{name} is larger than {host} accepts.</source>
        <translation>{host} 한도를 넘습니다: {name}</translation>
    </message>
    <message>
        <source>{address} was refused by {host}: {reason}</source>
        <translation>{host} 서버가 {address} 주소를 거부했습니다: {reason}</translation>
    </message>
    <message>
        <source>There is no mailbox for that at {host}.</source>
        <translation>{host}에 해당 메일함이 없습니다.</translation>
    </message>
    <message>
        <source>{host} has a folder named {name} already.</source>
        <translation>{host}에 이미 이름이 {name}인 폴더가 있습니다.</translation>
    </message>
    <message>
        <source>{host} does not take {name} as the name of a folder: {reason}</source>
        <translation>{host}에서 {name} 폴더 이름을 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>A folder at {host} cannot have {delimiter} in its name: it parts a folder from those in it.</source>
        <translation>{host}의 폴더 이름에는 {delimiter} 기호를 쓸 수 없습니다. 폴더와 그 안의 폴더를 나누는 기호입니다.</translation>
    </message>
    <message>
        <source>{host} needs the folder {name}: it cannot be renamed or deleted.</source>
        <translation>{host}에 필요한 {name} 폴더는 이름을 바꾸거나 삭제할 수 없습니다.</translation>
    </message>
    <message>
        <source>The folder {name} has folders in it. Delete those first.</source>
        <translation>폴더 {name} 안에 다른 폴더가 있습니다. 먼저 그 폴더들을 삭제하세요.</translation>
    </message>
    <message>
        <source>The folder {name} is not empty and stays.</source>
        <translation>{name} 폴더가 비어 있지 않아 그대로 둡니다.</translation>
    </message>
    <message>
        <source>The new folder was not made, so nothing was moved there.</source>
        <translation>새 폴더가 만들어지지 않아 아무것도 그곳으로 옮기지 않았습니다.</translation>
    </message>
    <message>
        <source>{connector} cannot do that.</source>
        <translation>{connector}에서는 할 수 없습니다.</translation>
    </message>
    <message>
        <source>You may not write to {what} at {host}. Nothing was written.</source>
        <translation>{host}의 {what}에 쓸 권한이 없습니다. 아무것도 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>{what} was merged into {into} at {host}. Nothing was written: file it there.</source>
        <translation>{host}에서 {what} 레코드가 {into} 레코드로 병합되었습니다. 아무것도 기록되지 않았으니 그쪽에 기록하세요.</translation>
    </message>
    <message>
        <source>It was filed to {written}, but not to {missing}: {reason}</source>
        <translation>{written}에는 기록되었지만 {missing}에는 기록되지 않았습니다: {reason}</translation>
    </message>
    <message>
        <source>{host} asks for {field} in every new record of this kind. Nothing was written.</source>
        <translation>{host}에서 이 종류의 새 레코드에는 {field} 항목이 필요합니다. 아무것도 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>{host} has no {value} to choose in {field} any more. Nothing was written.</source>
        <translation>{host}의 {field}에 더 이상 {value} 값이 없습니다. 아무것도 기록되지 않았습니다.</translation>
    </message>
    <message>
        <source>{what} keeps a post that only an administrator of {host} may delete, as it is old. Nothing was taken back: have the post deleted there, then take the filing back again.</source>
        <translation>{what}에 남긴 글이 오래되어 {host} 관리자만 지울 수 있습니다. 아무것도 되돌리지 않았습니다. 그 글을 지워 달라고 한 뒤 기록을 다시 되돌리세요.</translation>
    </message>
    <message>
        <source>The CRM took the filing but does not show it; it was not counted as done.</source>
        <translation>CRM이 기록을 받았지만 보이지 않아 완료로 치지 않았습니다.</translation>
    </message>
    <message>
        <source>{gone} entries in {collection} seem to be gone; they are kept until a second look agrees.</source>
        <translation>{collection}에서 {gone}개가 사라진 것 같습니다. 다시 확인될 때까지 보관합니다.</translation>
    </message>
    <message>
        <source>{collection} cannot be read: {reason}</source>
        <translation>{collection}: 읽을 수 없습니다 ({reason})</translation>
    </message>
    <message>
        <source>Something is wrong in the {connector} connector.</source>
        <translation>{connector} 커넥터에 문제가 있습니다.</translation>
    </message>
    <message>
        <source>This may have been done. Check at the service, or try again.</source>
        <translation>이미 처리되었을 수 있습니다. 서비스에서 확인하거나 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Nobody in the CRM has this address.</source>
        <translation>CRM에 이 주소를 가진 사람이 없습니다.</translation>
    </message>
    <message>
        <source>More than one record matches.</source>
        <translation>둘 이상의 레코드가 맞습니다.</translation>
    </message>
    <message>
        <source>There was no answer in time. Try again.</source>
        <translation>제때 응답이 없었습니다. 다시 시도하세요.</translation>
    </message>
</context>
<context>
    <name>notify</name>
    <message>
        <source>It is not here any more.</source>
        <translation>더 이상 여기에 없습니다.</translation>
    </message>
    <message>
        <source>Back: {subject}</source>
        <translation>다시 알림: {subject}</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Archive</source>
        <translation>보관함</translation>
    </message>
</context>
<context>
    <name>profiles</name>
    <message>
        <source>cannot be read: {reason}</source>
        <translation>읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>expected at most 1 MB</source>
        <translation>1 MB 이하여야 합니다</translation>
    </message>
    <message>
        <source>expected UTF-8</source>
        <translation>UTF-8이어야 합니다</translation>
    </message>
    <message>
        <source>expected TOML: {reason}</source>
        <translation>TOML 형식이어야 합니다: {reason}</translation>
    </message>
    <message>
        <source>expected text in quotes</source>
        <translation>따옴표로 묶은 글이어야 합니다</translation>
    </message>
    <message>
        <source>expected text that is not empty</source>
        <translation>빈 글이면 안 됩니다</translation>
    </message>
    <message>
        <source>expected a whole number</source>
        <translation>정수여야 합니다</translation>
    </message>
    <message>
        <source>expected a number from {low} to {high}</source>
        <translation>{low}부터 {high}까지의 수여야 합니다</translation>
    </message>
    <message>
        <source>expected a list: [&quot;...&quot;, &quot;...&quot;]</source>
        <translation>목록이어야 합니다: [&quot;...&quot;, &quot;...&quot;]</translation>
    </message>
    <message>
        <source>expected a table</source>
        <translation>테이블이어야 합니다</translation>
    </message>
    <message>
        <source>expected text in quotes or a whole number</source>
        <translation>따옴표로 묶은 글이나 정수여야 합니다</translation>
    </message>
    <message>
        <source>expected text in quotes, a whole number, true or false</source>
        <translation>따옴표로 묶은 글, 정수, true 또는 false여야 합니다</translation>
    </message>
    <message>
        <source>expected a name of 1 to 64 letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, the first a letter or digit</source>
        <translation>글자, 숫자, &apos;.&apos;, &apos;_&apos;, &apos;-&apos;로 된 1~64자 이름이어야 하며 첫 자는 글자나 숫자여야 합니다</translation>
    </message>
    <message>
        <source>expected an address or a domain</source>
        <translation>주소 또는 도메인이어야 합니다</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>빠져 있습니다</translation>
    </message>
    <message>
        <source>is missing, here and in the files before</source>
        <translation>여기에도 앞선 파일에도 없습니다</translation>
    </message>
    <message>
        <source>there is no such key; expected one of {known}</source>
        <translation>그런 키는 없습니다. 가능한 키: {known}</translation>
    </message>
    <message>
        <source>expected one of {known}, not &apos;{name}&apos;</source>
        <translation>&apos;{name}&apos; 값은 쓸 수 없습니다. 가능한 값: {known}</translation>
    </message>
    <message>
        <source>the connector has no such setting; expected one of {known}</source>
        <translation>이 연결에는 그런 설정이 없습니다. 가능한 설정: {known}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no setting that can be locked; expected some of {known}</source>
        <translation>&apos;{name}&apos; 설정은 잠글 수 없습니다. 가능한 설정: {known}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is locked and needed, but nothing gives it a value</source>
        <translation>&apos;{name}&apos; 설정은 잠겨 있고 필요하지만 값이 주어지지 않았습니다</translation>
    </message>
    <message>
        <source>{name} takes no client secret</source>
        <translation>{name} 커넥터는 클라이언트 비밀을 쓰지 않습니다</translation>
    </message>
    <message>
        <source>is a secret, which is never in a file; users type it, and it goes to the keyring</source>
        <translation>비밀이므로 파일에 두지 않습니다. 사용자가 입력하면 키링에 저장됩니다</translation>
    </message>
    <message>
        <source>is given twice; it is {other} too</source>
        <translation>두 번 주어졌습니다. {other}에도 있습니다</translation>
    </message>
    <message>
        <source>expected {name}, as {place} says</source>
        <translation>{place}에 따라 {name}이어야 합니다</translation>
    </message>
    <message>
        <source>is locked by {place}</source>
        <translation>{place}에서 잠갔습니다</translation>
    </message>
    <message>
        <source>is locked with client_id by {place}</source>
        <translation>{place}에서 client_id와 함께 잠갔습니다</translation>
    </message>
    <message>
        <source>it must be a whole number</source>
        <translation>정수여야 합니다</translation>
    </message>
    <message>
        <source>it must be one of {known}</source>
        <translation>다음 중 하나여야 합니다: {known}</translation>
    </message>
    <message>
        <source>it must be true or false</source>
        <translation>true 또는 false여야 합니다</translation>
    </message>
    <message>
        <source>&apos;{url}&apos; is no address of the web</source>
        <translation>웹 주소가 아닙니다: &apos;{url}&apos;</translation>
    </message>
    <message>
        <source>{said} (entry {entry})</source>
        <translation>{said} ({entry}번째 항목)</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
</context>
<context>
    <name>reasons</name>
    <message>
        <source>it must be between 1 and 65535</source>
        <translation>1에서 65535 사이여야 합니다</translation>
    </message>
    <message>
        <source>it must be a whole number</source>
        <translation>정수여야 합니다</translation>
    </message>
    <message>
        <source>it must be an https:// address</source>
        <translation>https://로 시작하는 주소여야 합니다</translation>
    </message>
    <message>
        <source>it must begin with https://</source>
        <translation>https://로 시작해야 합니다</translation>
    </message>
    <message>
        <source>it must be one of {known}</source>
        <translation>다음 중 하나여야 합니다: {known}</translation>
    </message>
    <message>
        <source>one of {known}</source>
        <translation>다음 중 하나여야 합니다: {known}</translation>
    </message>
    <message>
        <source>it must be true or false</source>
        <translation>true 또는 false여야 합니다</translation>
    </message>
    <message>
        <source>it must be at most 65535</source>
        <translation>65535 이하여야 합니다</translation>
    </message>
    <message>
        <source>it must be http on this computer</source>
        <translation>이 컴퓨터의 http 주소여야 합니다</translation>
    </message>
    <message>
        <source>it must be a plain file name</source>
        <translation>폴더 없이 파일 이름만 쓰세요</translation>
    </message>
    <message>
        <source>it must be plain ASCII</source>
        <translation>영문, 숫자, 기호만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>it must be a host name or an https address</source>
        <translation>호스트 이름이나 https 주소여야 합니다</translation>
    </message>
    <message>
        <source>it must be 64 hexadecimal digits</source>
        <translation>16진수 64자리여야 합니다</translation>
    </message>
    <message>
        <source>it must end in .csv or .vcf</source>
        <translation>.csv 또는 .vcf 파일이어야 합니다</translation>
    </message>
    <message>
        <source>it must end in .csv, .vcf or .zip</source>
        <translation>.csv, .vcf 또는 .zip 파일이어야 합니다</translation>
    </message>
    <message>
        <source>it is over {number} characters</source>
        <translation>{number}자를 넘습니다</translation>
    </message>
    <message>
        <source>longer than {number} characters</source>
        <translation>{number}자보다 깁니다</translation>
    </message>
    <message>
        <source>the message is longer than {number} characters</source>
        <translation>메시지가 {number}자보다 깁니다</translation>
    </message>
    <message>
        <source>more than {number} values</source>
        <translation>값이 {number}개를 넘습니다</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>비어 있습니다</translation>
    </message>
    <message>
        <source>it is empty or has signs that cannot be seen</source>
        <translation>비어 있거나 보이지 않는 문자가 있습니다</translation>
    </message>
    <message>
        <source>it is refused</source>
        <translation>받아들이지 않습니다</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>너무 깁니다</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>너무 큽니다</translation>
    </message>
    <message>
        <source>it is too small</source>
        <translation>너무 작습니다</translation>
    </message>
    <message>
        <source>this value is not allowed there</source>
        <translation>그곳에서 쓸 수 없는 값입니다</translation>
    </message>
    <message>
        <source>it is no recurrence rule</source>
        <translation>반복 규칙이 아닙니다</translation>
    </message>
    <message>
        <source>it is no ISO 8601 time</source>
        <translation>ISO 8601 시각이 아닙니다</translation>
    </message>
    <message>
        <source>it is before the start</source>
        <translation>시작보다 앞섭니다</translation>
    </message>
    <message>
        <source>it has no time zone</source>
        <translation>시간대가 없습니다</translation>
    </message>
    <message>
        <source>has no time zone</source>
        <translation>시간대가 없습니다</translation>
    </message>
    <message>
        <source>has a line break</source>
        <translation>줄 바꿈이 들어 있습니다</translation>
    </message>
    <message>
        <source>not an address: {text}</source>
        <translation>주소가 아닙니다: {text}</translation>
    </message>
    <message>
        <source>not an id: {text}</source>
        <translation>메시지 ID가 아닙니다: {text}</translation>
    </message>
    <message>
        <source>it takes no text</source>
        <translation>글을 넣을 수 없는 필드입니다</translation>
    </message>
    <message>
        <source>it was not complete</source>
        <translation>요청에 빠진 것이 있습니다</translation>
    </message>
    <message>
        <source>a number is needed</source>
        <translation>숫자가 필요합니다</translation>
    </message>
    <message>
        <source>there is no such setting</source>
        <translation>그런 설정이 없습니다</translation>
    </message>
    <message>
        <source>there is no such field</source>
        <translation>그런 필드가 없습니다</translation>
    </message>
    <message>
        <source>there is no such answer</source>
        <translation>그런 답은 없습니다</translation>
    </message>
    <message>
        <source>there is no such time zone</source>
        <translation>그런 시간대가 없습니다</translation>
    </message>
    <message>
        <source>there is none of that name</source>
        <translation>그런 이름이 없습니다</translation>
    </message>
    <message>
        <source>there is no record {number}</source>
        <translation>{number}번 레코드가 없습니다</translation>
    </message>
    <message>
        <source>no record {number}</source>
        <translation>{number}번 레코드가 없습니다</translation>
    </message>
    <message>
        <source>there is no “{name}”</source>
        <translation>“{name}” 항목이 없습니다</translation>
    </message>
    <message>
        <source>{text} is not one contact</source>
        <translation>{text} 연락처를 하나로 정할 수 없습니다</translation>
    </message>
    <message>
        <source>{text} is not one user</source>
        <translation>{text} 사용자를 하나로 정할 수 없습니다</translation>
    </message>
    <message>
        <source>{text} is none</source>
        <translation>쓸 수 없는 값입니다: {text}</translation>
    </message>
    <message>
        <source>{text} is unknown</source>
        <translation>모르는 값입니다: {text}</translation>
    </message>
    <message>
        <source>{text} is no address of the web</source>
        <translation>웹 주소가 아닙니다: {text}</translation>
    </message>
    <message>
        <source>“{text}” is not a mail address</source>
        <translation>메일 주소가 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{text}” is no mail address</source>
        <translation>메일 주소가 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{text}” is not a domain</source>
        <translation>도메인이 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{text}” is no domain</source>
        <translation>도메인이 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{text}” is no amount</source>
        <translation>금액이 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{text}” is no {kind}</source>
        <translation>{kind} 값이 아닙니다: “{text}”</translation>
    </message>
    <message>
        <source>“{word}” is no field that can be left out</source>
        <translation>“{word}” 필드는 뺄 수 없습니다</translation>
    </message>
    <message>
        <source>{type} is no type of record</source>
        <translation>레코드 종류가 아닙니다: {type}</translation>
    </message>
    <message>
        <source>a {type} has no such field</source>
        <translation>{type} 레코드에는 그런 필드가 없습니다</translation>
    </message>
    <message>
        <source>a {type} in Tryton has no such field</source>
        <translation>Tryton의 {type} 레코드에는 그런 필드가 없습니다</translation>
    </message>
    <message>
        <source>Odoo has no such field</source>
        <translation>Odoo에 그런 필드가 없습니다</translation>
    </message>
    <message>
        <source>Tryton has no {type}</source>
        <translation>Tryton에 {type} 레코드가 없습니다</translation>
    </message>
    <message>
        <source>what is new in Tryton is one of {known}</source>
        <translation>Tryton에 새로 만들 수 있는 것: {known}</translation>
    </message>
    <message>
        <source>it can only be given in Tryton itself</source>
        <translation>Tryton에서만 정할 수 있습니다</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>폴더가 없습니다</translation>
    </message>
    <message>
        <source>this file is not a CRM of this program</source>
        <translation>이 프로그램의 CRM 파일이 아닙니다</translation>
    </message>
    <message>
        <source>a newer version of the program wrote it</source>
        <translation>더 새로운 버전의 프로그램이 쓴 파일입니다</translation>
    </message>
    <message>
        <source>its first line names no column that is known</source>
        <translation>첫 줄에 알려진 열 이름이 없습니다</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>읽을 수 없습니다</translation>
    </message>
    <message>
        <source>unwritable</source>
        <translation>쓸 수 없습니다</translation>
    </message>
    <message>
        <source>no CalDAV server answers there</source>
        <translation>그곳에서 응답하는 CalDAV 서버가 없습니다</translation>
    </message>
    <message>
        <source>no EspoCRM answers there</source>
        <translation>그곳에서 응답하는 EspoCRM이 없습니다</translation>
    </message>
    <message>
        <source>this account has no calendars or contacts there</source>
        <translation>그곳에 이 계정의 캘린더나 연락처가 없습니다</translation>
    </message>
    <message>
        <source>there is no Odoo with this database</source>
        <translation>이 데이터베이스를 가진 Odoo가 없습니다</translation>
    </message>
    <message>
        <source>{host} has none of this name</source>
        <translation>{host}에 그런 이름이 없습니다</translation>
    </message>
    <message>
        <source>{host} has no database {name}</source>
        <translation>{host}에 {name} 데이터베이스가 없습니다</translation>
    </message>
    <message>
        <source>port {port} of this computer is in use</source>
        <translation>이 컴퓨터의 {port}번 포트가 이미 쓰이고 있습니다</translation>
    </message>
    <message>
        <source>too many wrong answers came</source>
        <translation>잘못된 응답이 너무 많이 왔습니다</translation>
    </message>
    <message>
        <source>only https is asked</source>
        <translation>https 주소에만 요청합니다</translation>
    </message>
    <message>
        <source>it is not in the internet</source>
        <translation>인터넷에 있는 주소가 아닙니다</translation>
    </message>
    <message>
        <source>it sends us to {host}, which gets no password</source>
        <translation>{host} 쪽으로 넘기는데, 그곳에는 비밀번호를 보내지 않습니다</translation>
    </message>
    <message>
        <source>it sent no token</source>
        <translation>토큰을 보내지 않았습니다</translation>
    </message>
    <message>
        <source>it asks for more than a password ({what})</source>
        <translation>비밀번호 말고도 더 필요합니다 ({what})</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>이유를 알려 주지 않았습니다</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>이유를 알려 주지 않았습니다</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>권한이 없습니다</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>접근이 거부되었습니다</translation>
    </message>
    <message>
        <source>access is denied</source>
        <translation>접근이 거부되었습니다</translation>
    </message>
    <message>
        <source>access is denied ({code})</source>
        <translation>접근이 거부되었습니다 ({code})</translation>
    </message>
    <message>
        <source>HTTP {status}</source>
        <translation>HTTP {status} 응답</translation>
    </message>
    <message>
        <source>there is no room left</source>
        <translation>남은 공간이 없습니다</translation>
    </message>
    <message>
        <source>the interface for {what} is not enabled in the Cloud project</source>
        <translation>Cloud 프로젝트에서 {what} API가 켜져 있지 않습니다</translation>
    </message>
    <message>
        <source>there is no word, person or date to look for</source>
        <translation>찾을 말, 사람, 날짜가 없습니다</translation>
    </message>
    <message>
        <source>Gmail does not allow it</source>
        <translation>Gmail에서 허용하지 않습니다</translation>
    </message>
    <message>
        <source>the server takes only ASCII addresses</source>
        <translation>서버가 영문 주소만 받습니다</translation>
    </message>
    <message>
        <source>this account is not among the guests</source>
        <translation>이 계정은 초대 명단에 없습니다</translation>
    </message>
    <message>
        <source>nobody asked this account to the event</source>
        <translation>이 계정은 일정에 초대받지 않았습니다</translation>
    </message>
    <message>
        <source>an event is not moved to another calendar</source>
        <translation>일정을 다른 캘린더로 옮기지 않습니다</translation>
    </message>
    <message>
        <source>the event there cannot be read</source>
        <translation>그곳의 일정을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>its fields could not be read</source>
        <translation>필드를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>Microsoft 365 has no such repetition</source>
        <translation>Microsoft 365에 그런 반복이 없습니다</translation>
    </message>
    <message>
        <source>this mail takes no further attachments</source>
        <translation>이 메일에는 첨부를 더할 수 없습니다</translation>
    </message>
    <message>
        <source>the role has no {action} access to {scope}</source>
        <translation>역할에 {scope} 접근 권한이 없습니다 ({action})</translation>
    </message>
    <message>
        <source>the role has no access to Import, without which mail from others is not taken</source>
        <translation>역할에 가져오기(Import) 권한이 없어 다른 사람이 보낸 메일을 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>a colleague filed this mail already, and the role does not let this account see it</source>
        <translation>동료가 이미 이 메일을 기록했지만 역할 때문에 이 계정에서는 볼 수 없습니다</translation>
    </message>
    <message>
        <source>the role lets this account not delete what {name} made; nothing was taken back</source>
        <translation>역할 때문에 {name} 님이 만든 것을 삭제할 수 없어 되돌리지 않았습니다</translation>
    </message>
    <message>
        <source>it keeps no {name}; nothing was filed.</source>
        <translation>{name} 유형을 두지 않는 곳이라 아무것도 기록하지 않았습니다.</translation>
    </message>
    <message>
        <source>it keeps no files here, so attachments cannot be filed; nothing was filed.</source>
        <translation>파일을 두지 않는 곳이라 첨부를 기록할 수 없습니다. 아무것도 기록하지 않았습니다.</translation>
    </message>
    <message>
        <source>{reason}; nothing was filed.</source>
        <translation>{reason}. 아무것도 기록하지 않았습니다.</translation>
    </message>
    <message>
        <source>it hides too many fields</source>
        <translation>숨긴 필드가 너무 많습니다</translation>
    </message>
    <message>
        <source>the attachments are too large (413)</source>
        <translation>첨부가 너무 큽니다 (413)</translation>
    </message>
    <message>
        <source>the request is larger than its max_size_authenticated</source>
        <translation>요청이 서버의 max_size_authenticated보다 큽니다</translation>
    </message>
    <message>
        <source>“{name}” is larger than its max_size_authenticated allows</source>
        <translation>“{name}” 파일이 서버의 max_size_authenticated보다 큽니다</translation>
    </message>
    <message>
        <source>reading parties and opportunities</source>
        <translation>거래처와 영업 기회 읽기</translation>
    </message>
    <message>
        <source>the channel is archived</source>
        <translation>보관된 채널입니다</translation>
    </message>
    <message>
        <source>you are not in the channel</source>
        <translation>이 채널에 들어 있지 않습니다</translation>
    </message>
    <message>
        <source>the channel is limited</source>
        <translation>제한된 채널입니다</translation>
    </message>
    <message>
        <source>this message takes no replies</source>
        <translation>답글을 달 수 없는 메시지입니다</translation>
    </message>
    <message>
        <source>this message takes no reactions</source>
        <translation>반응을 달 수 없는 메시지입니다</translation>
    </message>
    <message>
        <source>the message cannot be seen</source>
        <translation>볼 수 없는 메시지입니다</translation>
    </message>
    <message>
        <source>the workspace does not allow it</source>
        <translation>워크스페이스에서 허용하지 않습니다</translation>
    </message>
    <message>
        <source>only some may post in this channel</source>
        <translation>정해진 사람만 글을 올릴 수 있는 채널입니다</translation>
    </message>
    <message>
        <source>this channel takes replies alone</source>
        <translation>답글만 쓸 수 있는 채널입니다</translation>
    </message>
    <message>
        <source>this channel takes no threads</source>
        <translation>스레드를 쓸 수 없는 채널입니다</translation>
    </message>
    <message>
        <source>the thread is locked</source>
        <translation>잠긴 스레드입니다</translation>
    </message>
    <message>
        <source>the organisation&apos;s key is withheld</source>
        <translation>조직의 암호 키를 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>the file cannot be seen</source>
        <translation>볼 수 없는 파일입니다</translation>
    </message>
    <message>
        <source>The mail</source>
        <translation>메일</translation>
    </message>
    <message>
        <source>The attachment</source>
        <translation>첨부</translation>
    </message>
    <message>
        <source>The folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>The record</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>The record {number}</source>
        <translation>{number}번 레코드</translation>
    </message>
    <message>
        <source>The item</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>The message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>The event</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>The series</source>
        <translation>반복 일정</translation>
    </message>
    <message>
        <source>The calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>This occurrence</source>
        <translation>이 회차</translation>
    </message>
    <message>
        <source>The label</source>
        <translation>라벨</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>The address book</source>
        <translation>주소록</translation>
    </message>
    <message>
        <source>The association</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>It</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>This</source>
        <translation>이것</translation>
    </message>
    <message>
        <source>The {what}</source>
        <translation>{what}</translation>
    </message>
    <message>
        <source>a new {what}</source>
        <translation>새 {what}</translation>
    </message>
    <message>
        <source>that</source>
        <translation>그것</translation>
    </message>
    <message>
        <source>this</source>
        <translation>이것</translation>
    </message>
    <message>
        <source>message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>메일</translation>
    </message>
    <message>
        <source>email</source>
        <translation>메일</translation>
    </message>
    <message>
        <source>event</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>record</source>
        <translation>레코드</translation>
    </message>
    <message>
        <source>calendars</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>label</source>
        <translation>라벨</translation>
    </message>
    <message>
        <source>contacts</source>
        <translation>연락처</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>user</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>users</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>날짜와 시각</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>예/아니오</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>예/아니오</translation>
    </message>
    <message>
        <source>mail, calendars or contacts</source>
        <translation>메일, 캘린더, 연락처</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>그런 파일이나 폴더가 없습니다</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>파일이 아니라 폴더입니다</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>권한이 없습니다</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>폴더가 아닙니다</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>같은 이름의 파일이 있습니다</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>파일 이름이 너무 깁니다</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>디스크에 남은 공간이 없습니다</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>디스크 할당량을 넘었습니다</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>읽기 전용 파일 시스템입니다</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>디스크 입출력 오류입니다</translation>
    </message>
    <message>
        <source>self signed certificate</source>
        <translation>스스로 서명한 인증서입니다</translation>
    </message>
    <message>
        <source>self signed certificate in certificate chain</source>
        <translation>인증서 체인에 스스로 서명한 인증서가 있습니다</translation>
    </message>
    <message>
        <source>unable to get issuer certificate</source>
        <translation>인증서를 발급한 곳을 알 수 없습니다</translation>
    </message>
    <message>
        <source>unable to verify the first certificate</source>
        <translation>인증서를 발급한 곳을 알 수 없습니다</translation>
    </message>
    <message>
        <source>certificate is not yet valid</source>
        <translation>아직 쓸 수 없는 인증서입니다</translation>
    </message>
    <message>
        <source>certificate revoked</source>
        <translation>취소된 인증서입니다</translation>
    </message>
    <message>
        <source>certificate rejected</source>
        <translation>거부된 인증서입니다</translation>
    </message>
    <message>
        <source>CA certificate key too weak</source>
        <translation>인증 기관의 키가 너무 약합니다</translation>
    </message>
    <message>
        <source>EE certificate key too weak</source>
        <translation>인증서의 키가 너무 약합니다</translation>
    </message>
    <message>
        <source>CA signature digest algorithm too weak</source>
        <translation>인증서의 서명 방식이 너무 약합니다</translation>
    </message>
    <message>
        <source>Missing Authority Key Identifier</source>
        <translation>인증서에 발급 기관의 키 식별자가 없습니다</translation>
    </message>
    <message>
        <source>invalid CA certificate</source>
        <translation>인증 기관의 인증서가 아닙니다</translation>
    </message>
    <message>
        <source>unsuitable certificate purpose</source>
        <translation>이 용도에 쓸 수 없는 인증서입니다</translation>
    </message>
    <message>
        <source>Hostname mismatch, certificate is not valid for &apos;{host}&apos;.</source>
        <translation>{host} 서버의 인증서가 아닙니다</translation>
    </message>
    <message>
        <source>IP address mismatch, certificate is not valid for &apos;{host}&apos;.</source>
        <translation>{host} 주소의 인증서가 아닙니다</translation>
    </message>
    <message>
        <source>there is no certificate in it</source>
        <translation>파일에 인증서가 없습니다</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>확인할 수 없었습니다</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>허용되지 않은 작업입니다</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>파일이 너무 큽니다</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>열린 파일이 너무 많습니다</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>폴더가 비어 있지 않습니다</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>다른 프로그램이 쓰고 있습니다</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>실행 중인 파일입니다</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>메모리가 부족합니다</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>쓸 수 없는 값입니다</translation>
    </message>
    <message>
        <source>Connection refused</source>
        <translation>연결이 거부되었습니다</translation>
    </message>
    <message>
        <source>Connection reset by peer</source>
        <translation>상대가 연결을 끊었습니다</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>제때 연결되지 않았습니다</translation>
    </message>
    <message>
        <source>Operation timed out</source>
        <translation>제때 연결되지 않았습니다</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>제때 응답하지 않았습니다</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>연결이 끊어졌습니다</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>네트워크에 연결할 수 없습니다</translation>
    </message>
    <message>
        <source>Network is down</source>
        <translation>네트워크가 꺼져 있습니다</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>서버로 가는 경로가 없습니다</translation>
    </message>
    <message>
        <source>Host is down</source>
        <translation>서버가 꺼져 있습니다</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>이미 쓰이고 있는 주소입니다</translation>
    </message>
    <message>
        <source>Cannot assign requested address</source>
        <translation>이 컴퓨터에 없는 주소입니다</translation>
    </message>
    <message>
        <source>Name or service not known</source>
        <translation>그런 서버 이름이 없습니다</translation>
    </message>
    <message>
        <source>Temporary failure in name resolution</source>
        <translation>지금은 서버 이름을 찾을 수 없습니다</translation>
    </message>
    <message>
        <source>No address associated with hostname</source>
        <translation>이 이름에는 서버 주소가 없습니다</translation>
    </message>
    <message>
        <source>nodename nor servname provided, or not known</source>
        <translation>그런 서버 이름이 없습니다</translation>
    </message>
    <message>
        <source>getaddrinfo failed</source>
        <translation>그런 서버 이름이 없습니다</translation>
    </message>
    <message>
        <source>Exec format error</source>
        <translation>실행할 수 없는 파일입니다</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>스스로 서명한 인증서입니다</translation>
    </message>
    <message>
        <source>self-signed certificate in certificate chain</source>
        <translation>인증서 체인에 스스로 서명한 인증서가 있습니다</translation>
    </message>
    <message>
        <source>unable to get local issuer certificate</source>
        <translation>발급한 기관을 이 컴퓨터가 모릅니다</translation>
    </message>
    <message>
        <source>certificate has expired</source>
        <translation>인증서 기한이 지났습니다</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>The attachments are in a folded message: open it first.</source>
        <translation>첨부 파일이 접힌 메일에 있습니다. 먼저 펼치세요.</translation>
    </message>
</context>
<context>
    <name>self._table</name>
    <message>
        <source>no key</source>
        <translation>키 없음</translation>
    </message>
</context>
<context>
    <name>signs</name>
    <message>
        <source>Letter</source>
        <translation>편지</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>채팅</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>캘린더</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>고객</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>회사</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>사람</translation>
    </message>
    <message>
        <source>Deal</source>
        <translation>거래</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>케이스</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>리드</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>글자</translation>
    </message>
</context>
<context>
    <name>swatch</name>
    <message>
        <source>Violet</source>
        <translation>보라</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파랑</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>황토</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>빨강</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>하늘색</translation>
    </message>
    <message>
        <source>Plum</source>
        <translation>자주</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>Today · {date}</source>
        <translation>오늘 · {date}</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>오늘 {time}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}초</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n}분</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n}시간</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n}일</translation>
    </message>
</context>
<context>
    <name>trouble</name>
    <message>
        <source>Check the server&apos;s name and your connection, then try again.</source>
        <translation>서버 이름과 인터넷 연결을 확인하고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Try again in a minute; if it stays so, check port and encryption.</source>
        <translation>잠시 뒤 다시 시도하세요. 계속되면 포트와 암호화를 확인하세요.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>몇 분 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Check that server and port are those of this service.</source>
        <translation>서버와 포트가 이 서비스의 것인지 확인하세요.</translation>
    </message>
    <message>
        <source>Type it again; where signing in takes two steps, make an app password there and use that.</source>
        <translation>다시 입력하세요. 2단계 인증을 쓰는 곳이면 앱 비밀번호를 만들어 쓰세요.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>다시 로그인하세요.</translation>
    </message>
    <message>
        <source>Try again and agree, or ask your administrator to allow it.</source>
        <translation>다시 시도해 동의하거나, 관리자에게 허용을 요청하세요.</translation>
    </message>
    <message>
        <source>Try again; if it stays so, show this to your administrator.</source>
        <translation>다시 시도하세요. 계속되면 관리자에게 이 내용을 보여 주세요.</translation>
    </message>
    <message>
        <source>Sign in again and agree.</source>
        <translation>다시 로그인해 동의하세요.</translation>
    </message>
    <message>
        <source>Ask your administrator to allow it.</source>
        <translation>관리자에게 허용을 요청하세요.</translation>
    </message>
    <message>
        <source>Sign in with an account of that organisation.</source>
        <translation>그 조직의 계정으로 로그인하세요.</translation>
    </message>
    <message>
        <source>Check the server&apos;s name; if your organisation signs certificates itself, choose its file as certificate authority.</source>
        <translation>서버 이름을 확인하세요. 조직이 인증서를 직접 발급하면 그 파일을 &apos;인증 기관 파일&apos;에서 고르세요.</translation>
    </message>
    <message>
        <source>Choose TLS or STARTTLS as encryption.</source>
        <translation>암호화에서 TLS나 STARTTLS를 고르세요.</translation>
    </message>
    <message>
        <source>Try again; nothing was saved.</source>
        <translation>다시 시도하세요. 저장된 것은 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was saved. `workspace doctor` says what to report.</source>
        <translation>저장된 것은 없습니다. 알릴 내용은 `workspace doctor`로 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>workplaces</name>
    <message>
        <source>Workplace</source>
        <translation>업무공간</translation>
    </message>
    <message>
        <source>Edit workplace…</source>
        <translation>업무공간 편집…</translation>
    </message>
    <message>
        <source>Remove workplace</source>
        <translation>업무공간 제거</translation>
    </message>
    <message>
        <source>Workplace up</source>
        <translation>업무공간 위로</translation>
    </message>
    <message>
        <source>Workplace down</source>
        <translation>업무공간 아래로</translation>
    </message>
    <message>
        <source>Move account…</source>
        <translation>계정 옮기기…</translation>
    </message>
    <message>
        <source>Export workplace…</source>
        <translation>업무공간 내보내기…</translation>
    </message>
    <message>
        <source>Import workplace…</source>
        <translation>업무공간 가져오기…</translation>
    </message>
</context>
</TS>
