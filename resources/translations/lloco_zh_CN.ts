<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AdapterList</name>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a version from its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop using it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AgainBar</name>
    <message>
        <source>Learn again from version {n}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn again…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO Desktop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneLine</name>
    <message>
        <source>Backbone: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Answers come with the page they are from. Click a source to read it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your own documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask “{library}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window to make your first library. Everything stays on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window, then ask about them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone is installed, so answers are quotes from your documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is being loaded. Until it is ready, answers are quotes from your documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason} Until then, answers are quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{library}” is empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Answer with the best sentences word for word, without the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask “{library}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the passages that fit the question, in all documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only asked about: {title}. Click to take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the summaries of whole documents: slower, but sees all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read with what was learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read with what was learned (version {n}); switch off to ask without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole documents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecisionCard</name>
    <message>
        <source>It earned its place; switch it on whenever you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {name} for answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it was measured: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may switch it on all the same: answers say which version they were read with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You switched it on although it did not earn its place. Answers may be worse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is used for answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>Cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions find this document, and its summaries are made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions find this document; its summaries come next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searchable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarising {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ask about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter to see all documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window. They stay where they are, on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No document matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {what} from this library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index and the summaries made from it are lost. The file itself stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index and the summaries made from them are lost. The files themselves stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Add to “{library}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the library “{library}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>(nothing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Something went wrong inside LLoCO ({kind}). What was stored is kept; the details are in {log}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User guide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Import PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF files (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnLive</name>
    <message>
        <source>Cancel…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far its answers are from the wanted ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning “{name}” is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning “{name}” waits for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stage: {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on asking, and close the window: it goes on at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnPage</name>
    <message>
        <source>Drop PDFs or folders on this window; what is in them can then be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to learn yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnReport</name>
    <message>
        <source>Dropped by the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From {chunks} pieces of text; {held} of them were kept aside to measure by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many words the given answers share with the wanted ones (F1, 0 to 100), and how often the answer is rightly refused. Whiskers and brackets: 95% of what chance makes of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss while practising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions it never practised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version came without a report, so what it does to answers was not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it practised with</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnSetup</name>
    <message>
        <source>A CSV or JSONL file: “question” and “answer” in each line, and “document” if you like. An empty answer means that the documents do not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add what was learned elsewhere, from its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO asks itself questions about these documents and practises answering them and yours, so that it reads their summaries better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO asks itself questions about these documents and practises answering them, so that it reads their summaries better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO practises answering your questions about these documents, so that it reads their summaries better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn this library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn “{name}” again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions (*.csv *.jsonl *.CSV *.JSONL);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some questions are kept aside: what was learned is used only if it answers those better than before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LearnVersions</name>
    <message>
        <source>Answers will be read without it. {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export {name} into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of a version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned is lost, with its report; documents and summaries stay.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryHeader</name>
    <message>
        <source>Begin another conversation (Ctrl+Shift+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the library</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{documents} · learning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>A library is made when you import.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New library (Ctrl+N)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name of “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was made from its {documents} ({pages}) is lost: search index, summaries, what was learned and conversations. The PDF files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryRoom</name>
    <message>
        <source>Learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning, paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {n} is used for answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by step, {n} steps: it began at {first:.2f} and is {last:.2f} at step {step} (smoothed {smooth:.2f}); lowest {low:.2f} at step {low_step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by step: nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}: loss {loss:.3f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curve begins with the first step.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>User guide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%n of the files are already in this library.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is already in this library.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>Cited passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pages need the password that it was imported with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous citation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That password does not open it. Try another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pages cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p. {page} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at} of {all} citations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>A little of everything is tried out on this machine. Nothing is changed by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot begin yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning takes {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring what it takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on asking meanwhile, and close the window: it goes on at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Prose</name>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Quotes</name>
    <message>
        <source>Quote {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreBars</name>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores before and after learning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show earlier questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TurnView</name>
    <message>
        <source>Copy the answer with its sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing relevant was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other words may find it, and “Whole documents” reads everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading in {files}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You asked: {question}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockBar</name>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That password does not open {file}. Try another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} are locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is locked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VersionDelegate</name>
    <message>
        <source>{version} · in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VersionModel</name>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning {library}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarising stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarising {library}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work stopped</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkPanel</name>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>answer</name>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted in the library&apos;s own records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First word after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt, in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searched everything, used nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries in their place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer could not be made because of a fault in the application; it was written to the log. Your documents are unharmed. Try again, or switch on “Quotes only”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens read as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used {passages} from {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none was needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>word for word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ratio:.0f}x fewer tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, p. {page}, score {score:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>backbone</name>
    <message>
        <source>Answers from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One summary for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>citation</name>
    <message>
        <source>Citation {n}: {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, p. {page}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>confirm</name>
    <message>
        <source>Cancel learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop learning “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions that were made and all that was practised so far are lost. Documents, summaries and earlier versions stay. To go on later, pause it instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>drop</name>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>all PDFs in “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>guide</name>
    <message>
        <source>guide-en.pdf</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>learn</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from {n} of {all} documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning, stage {n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring answers after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring answers before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank and alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saying so when the answer is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score {before:.1f} → {after:.1f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library, questions it never practised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time limit, minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What learning takes could not be measured because of a fault in the application; it was written to the log. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name, number or quotation to recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names, numbers and quotations to recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passage {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question about another subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question whose answer is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question with its answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions about other subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions whose answer is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions with their answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>summaries to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>summary to write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text to continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>texts to continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ({tokens} tokens of text)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} of {free} free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}, {questions}: {before:.1f} before ({before_range}), {after:.1f} after ({after_range}); the difference is {gain}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>prose</name>
    <message>
        <source>[image]</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>A setting has a value that makes no sense; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting answer_tokens is at most {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting language knows no {language}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting {name} must be greater than zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder} ({error}), so nothing was changed. Free some space or allow writing there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings could not be read, so the usual ones are used. What was there is kept in {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings expansion and ocr are either true or false.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {file} cannot be used ({error}). Correct or remove that file; nothing else was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem} Until then the usual settings are used.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>services</name>
    <message>
        <source>{n} of {all} pages have no text and cannot be searched.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>A new line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anywhere in the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citation before, citation after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First page, last page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the page viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the question box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger, smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit; work goes on next time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show these shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the column before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the next column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a question</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
