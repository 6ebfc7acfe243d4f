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
    <name>AnswerView</name>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the answer alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the answer with its sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing relevant was found in {libraries}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing relevant was found in “{library}”.</source>
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
        <source>Waiting for the answer before…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{library}: {title}</source>
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
    <name>AskedBox</name>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both wordings are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question, in other words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word the question anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You asked: {question}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackboneCard</name>
    <message>
        <source>Hide the model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files stay where they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {name}</source>
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
    <name>BackbonesSection</name>
    <message>
        <source>A backbone reads documents, makes their summaries and writes the answers. All of it runs on this machine. Another one is used from the next question on; what it needs is made in the background.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library is being learned with the present backbone, so that the change waits for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here: {gpu}, {free} free; {processor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here: {processor}. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone was found. Until one is added, answers are quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it computes. “Automatic” takes a GPU where one has room for the backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32 takes 4 bytes a number and is exact; bf16 takes 2 and is as good in practice, fast where the device computes in it; nf4 takes about 0.75 and makes small backbones noticeably worse. “Automatic” takes bf16 where it is fast, fp32 elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} when learning has ended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>More documents are on their way in. What is there can be asked already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions to try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries are still being made. You can ask already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it when learning has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it</source>
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
        <source>Reading your documents…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first can be asked about in a few seconds. You need not wait for the others.</source>
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
    <name>CitationBar</name>
    <message>
        <source>Cited passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next citation (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous citation (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at} of {all} citations</source>
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
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since</source>
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
        <source>File is gone</source>
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
        <source>Reading, page {n} of {all}</source>
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
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries {percent}%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarised</source>
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
    <name>FindBar</name>
    <message>
        <source>Close the search (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find next (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find previous (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all}+</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Ask your own PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import PDFs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO Desktop reads your documents once, then answers questions about them. Every answer shows the page that it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No documents at hand? The user guide becomes a library, with three questions to try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop files and folders anywhere on this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FootBar</name>
    <message>
        <source>Fit the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark. “System” follows what the system is set to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the window, not of answers: those are in the language that the backbone speaks. The window is built anew; what runs goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
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
    <message>
        <source>Watch a folder</source>
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
    <name>LockPage</name>
    <message>
        <source>Its pages need the password that it was imported with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That password does not open it. Try another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is locked</source>
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
    <name>PageField</name>
    <message>
        <source>Page number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a number and press Enter to go to that page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{page} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>Ask about this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No application took the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with the application for PDFs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pages cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passage could not be placed on this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document is in no library any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file changed since it was imported, and the passage is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file changed since it was imported. Import it again to ask what it says now.</source>
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
    <name>PreflightBar</name>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
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
    <name>SelectionBar</name>
    <message>
        <source>Ask about this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a question with the selected words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected words (Ctrl+C)</source>
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
    <name>Stepper</name>
    <message>
        <source>The version after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Switching</name>
    <message>
        <source>It could not be loaded ({kind}). The one from before is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being loaded. Until it is there, answers are quotes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this document (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open with the application for PDFs</source>
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
        <source>Not finished</source>
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
        <source>Stopped; the words that had come are kept</source>
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
    <name>asked</name>
    <message numerus="yes">
        <source>%n document(s) only</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Another answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without what was learned</source>
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
    <name>backbones</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Answers from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files name none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On disk</source>
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
        <source>{device}, {numbers}. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{f1} of 100 on questions it was never trained on</source>
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
    <name>documents</name>
    <message>
        <source>All documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searchable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way</source>
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
        <source>A web address cannot be imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LLoCO opens no connections. Save the PDF first, then drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take in a library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PDF from another program</source>
        <translation type="unfinished"></translation>
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
    <name>export</name>
    <message>
        <source>({number} of {all})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}). Nothing was changed; choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, p. {page}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>follow-up</name>
    <message>
        <source>Ask whole documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask “{title}” alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the passages word for word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does “{title}” say about {term}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said about {term}?</source>
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
    <name>importing</name>
    <message numerus="yes">
        <source>%n files and folders are being imported.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not PDFs and were left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not there any more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders hold no PDF.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these are web addresses; LLoCO opens no connections. Save the PDFs first, then drop the files.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>About {files}, {size}; needs about {need} in the workspace, but only {free} are free there. Nothing was imported. Free about {short} on that disk, choose another place for the workspace in the settings, or import fewer files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {files}, {size}; needs about {need} in the workspace, {free} are free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s) and folder(s)…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at “{name}”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{name}” holds no PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{address} is a web address; LLoCO opens no connections. Save the PDF first, then drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is being imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a PDF and was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not there any more.</source>
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
    <name>sample</name>
    <message>
        <source>Are my PDF files deleted when I delete a library?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does the application need an internet connection?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User guide {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where do the sources in an answer come from?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4-bit weights need the package bitsandbytes, which is not installed here. Nothing was loaded; install it, or choose another precision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backbone with concat pooling can have one compression ratio only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A compression ratio can be chosen for pooled backbones only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A conversation needs a title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy takes {needed} MB and {folder} has {free} MB free, so none was made. Free some space there, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A document was removed at the moment at which learning began. Nothing was changed; begin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library is being learned just now, so that learning was not tested. Pause that first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library is being learned with the present backbone, so that it was not changed. Wait for that, or cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A library needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page of {name}, after page {pages},</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting has a value that makes no sense; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter {adapter} is no longer in the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the first {n} passages found are from its library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter fits one backbone, and none is ready. {reason} Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter needs a dropout from 0 up to below 1, and layers to adapt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An adapter needs a rank from 1 to 256 and an alpha of at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier write to {file} failed, so that its whole batch was taken back. What was stored before it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model was chosen while this library was being learned, so that was stopped and nothing of it was kept. Learn again with this one, or go back to the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering questions with the adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering questions without the adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Better on {n} held-out questions ({numbers}), but {but}. {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Better on {n} held-out questions: {numbers}; {others}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation {n} is no longer in the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying what is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying what was learned, and backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distractors and seed cannot be negative.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document {document} is not in the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing a page of {name} took longer than {seconds:g} seconds and was stopped; {kept}. Open the file in another viewer to see the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting {library}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting the backbone ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving the room back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If they are scans, install Tesseract ({install}), then switch on text recognition (OCR) in the settings, or import with --ocr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If they are scans, switch on text recognition (OCR) in the settings, or import with --ocr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported from {folder}; it is not in use until you switch it on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept, but not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not known which pages version {version} learned from, so nothing would be left to measure by. Nothing was changed; learn afresh instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its library was deleted, so the conversation cannot come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from all {n} documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from its document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned from other documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Learned from {learned} of {n} documents</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning did not come to its {steps} steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning failed: the loss is no longer a number. Nothing that existed was changed; try a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning needs at least one epoch&apos;s worth of examples, of one row each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning takes about {needed} of disk space, and {free} are free. Nothing was begun; free some space beside the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning takes about {needed} of memory, and {free} are free. Nothing was begun; close other programs, or learn with fewer rows at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library {library} is no longer in the workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking up what each question reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No NVIDIA GPU with a driver was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backbone named {wanted!r} is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No copy could be made in {folder} ({error}). The workspace itself was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is ready, so these are the best-matching sentences, word for word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other sentences come as close.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No question could be made in the time given. Nothing was changed; allow more minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No questions could be made from this library, so there is nothing to learn from. Nothing was changed; add documents with running text, or questions of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No summaries could be made of the test PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of your questions is about a text of this library, and self-study is switched off. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not better beyond chance on {n} held-out questions: {numbers}. {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not learned yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is left to learn from: the documents were removed, or the time was too short. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing relevant was found in the documents that were searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was found, so there was nothing for an adapter to read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the processor because the settings say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the processor because the {name} has only {free:.1f} GiB of memory free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the processor because there is no NVIDIA GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {free} MB are free beside the workspace, which is too little to learn. Nothing was begun; free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {detail} of {name} cannot be shown, it is missing or damaged; {kept}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read {read} of {of} parts of the chosen document, spread evenly; the rest did not fit the model&apos;s window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read {read} of {of} parts of the chosen documents, spread evenly; the rest did not fit the model&apos;s window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name} needs more memory than one file may take; {kept}. Split it into parts, print it to a new PDF, or raise the limit in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name} took longer than {seconds:g} seconds and was stopped; {kept}. Split it into parts, print it to a new PDF, or raise the limit in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rehearsing two batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing summaries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares must lie between 0 and 1, and the held-out one between 0.05 and 0.5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries of these documents are still being made, so these are the best-matching sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries of {unready} of the {count} documents of “{name}” are not finished yet. Nothing was begun; learn again when they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summaries that were to be learned from are no longer there. Nothing was changed; learn again once the library&apos;s summaries are finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarising {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text recognition (OCR) found none either</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text recognition (OCR) needs Tesseract: install it ({install}) and retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That backbone is in use. Use another one first, then remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is the workspace&apos;s own folder of adapters. Choose another place to export to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That version was learned for another library, so nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That version was learned for another library. Nothing was begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter could not be written to {target} ({reason}). Nothing was exported; choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter in {folder} cannot be used: {why}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter in {folder} cannot be used: {why}. Nothing was changed. Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter in {folder} was learned with the backbone {backbone_name} and does not fit {loaded}. Nothing was changed; answers go on without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter in {name} was made for another backbone: its layers do not fit this one. Nothing was changed; answers go on without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapter of {name} was not used: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The application made a mistake ({kind}: {error}); the log says more. What was stored is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The application stopped {attempts} times while reading {name}, so it was set aside. Retry it from the documents list when it has been repaired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file adapter/adapter.safetensors of {folder} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {folder}/{index} names no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {folder}/{shard} is missing; nothing was loaded. Copy or download the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {folder}/{shard} is truncated or damaged; nothing was loaded. Copy or download the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} does not hold settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} holds more than tensors and was not opened, because it could run code; use a safetensors copy of the backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} is missing or cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} is missing or cannot be read; copy the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} is not valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone file {name} is truncated or damaged; nothing was loaded. Copy or download the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone folder {name} has no tokenizer, so it can be checked but cannot read text; copy the tokenizer files of its original into the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone {folder} compresses {known}, not {chosen}x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone {folder} has an adapter of type &apos;{adapter}&apos;, which this version cannot load; only &apos;mlp&apos; is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone {folder} lacks the tensor {summary_tensor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone&apos;s model_config.json has a ratio or window below one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone&apos;s window of {encoder_window_size} tokens is not a multiple of its compression ratio {ratio}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best and {more} more of the first {n} passages found are from its library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best of the first {n} passages found are from its library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy has {count} problems ({first}), so the workspace stays where it is. Check the present one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged: {unreadable} of {pages} pages could not be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is damaged: {what}. Nothing was imported; get another copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was written by a newer version of the application. Nothing was imported; update the application, then import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {folder}/{case} is empty, so there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first page of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installed PyTorch was built without CUDA, so that no NVIDIA GPU can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate must lie between 0 and 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is no longer in the workspace, so nothing was exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library of the best passage has no adapter in use for this backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was removed before it could be learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was removed while it was being learned, so nothing of it was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The minutes to learn for must be more than zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model found no answer in what it read; these sentences come closest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model gave no answer to rely on, so these are the documents&apos; own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in {folder} is of a kind that this version does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model suggests “{text}”, but it is often wrong: these are the documents&apos; own words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s own answer was not supported by what it read, so these are the documents&apos; words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a library may have {max_name} characters at most; this one has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of a library may not hold line breaks or other control characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The package bitsandbytes, which 4-bit weights need, is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open {name}; {kept}. Check the password and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that draws pages stopped at {name}; {kept}. Open the file in another viewer to see the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that reads PDFs stopped while reading {name} ({how}); {kept}. The file is probably damaged: print it to a new PDF and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question does not seem to be about the documents, so no adapter read them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question is empty. Type what you would like to know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question with its documents takes {length} tokens, but the backbone reads {window}; ask about fewer documents or ask more briefly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions do not fit the model&apos;s window. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of {name} was removed while it was imported; import it again if you need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same content is already in this library as “{title}”.</source>
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
        <source>The settings in {folder}/config.json describe no model that this version knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in {folder}/{model_config} cannot be used: {error}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of this learning run cannot be read ({error}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored summaries {key} have {count} bytes instead of {expected}; remove the document and import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor {summary_tensor} of {folder} does not fit its config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors in {name} do not fit the backbone&apos;s other parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test PDF could not be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test question found nothing in the test PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer in {folder} cannot be read; copy or download the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tokenizer in {name} lacks the token {token}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version that was being learned on from was deleted. Nothing was changed; learn afresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {folder} do not fit its config.json; nothing was loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in {folder} lack {count} tensors or have them in another shape, {lost} for one; copy or download the backbone again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace could not be copied to {folder} ({error}). It stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace file {file} cannot be reached ({error}). What is stored was left as it is; check the disk and the permissions, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace file {file} is damaged and was left as it is. Put a copy in its place (older ones may lie in {folder}), or choose another workspace and import again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace takes {needed} MB and {folder} has {free} MB free. It stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace that was to be used, {new}, is not there, so {old} is used as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} cannot be written to ({reason}). Nothing was changed; free some space or allow writing there, or choose another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} is busy in another process. Nothing was changed; try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} is open for reading only: nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} is open in another process. Nothing was changed; close the other one, or choose another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} may not be written to. What it holds can still be read; allow writing there, or choose another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} needs an update, but no copy of it could be made first ({error}). Nothing was changed; free some space and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} was written by a newer version of the application (its format is {version}, this one knows {newest}), and was left as it is. Update the application to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace {folder} was written by an older version of the application. Start the application once to update it; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no documents to ask yet. Import some PDFs first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no held-out questions to judge it by, at least {fewest} are needed. {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no weights in {folder}: no model.safetensors and no pytorch_model.bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are only {n} held-out questions to judge it by, at least {fewest} are needed. {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a library “{name}”. Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an NVIDIA driver, but PyTorch cannot use it; a newer driver may help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone folder {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone in {folder}. Choose a folder that holds a model_config.json, or an AutoCompressor&apos;s config.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone in {folder}: it has neither a {model_config} nor a Llama config.json with a summary_length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone {name} any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no document {wanted} among those that are searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {folder} to write to. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {folder}. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library “{name}”. {hint}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to learn with. {reason} Nothing was begun; add a backbone first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no space left for the workspace {folder}. Everything stored before this step is kept; free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no usable NVIDIA GPU here; choose the device &apos;auto&apos; or &apos;cpu&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no usable backbone named {wanted!r} (found: {names}). Answers are quotes from your documents until one is added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace in {folder} yet. Import a PDF to begin one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace in {folder}. Choose an empty folder to move the present one there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to learn from: no question could be made. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something at {folder} by now. Nothing was imported; choose another place for the PDFs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is something at {target} already. Nothing was exported; choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is too little text to learn from: {usable} of the {fewest} stretches of running text that learning needs at least, so that some can be kept aside to measure by. Add documents and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was not enough memory for this step of the model; nothing stored was lost. Close other programs, ask about fewer documents, or choose a smaller backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backbone has no layers named {names}, which the adapter is for. Nothing was changed; answers go on without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library has no version {version} (it has: {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library has not been learned yet, so it has no versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This library is being learned already. Wait for that, or cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs about {size} in {folder}, where {free} are free. Nothing was begun; free some space, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was begun {attempts} times and the application ended each time before it was finished, so it is not tried again by itself. What was stored is kept; start it again to retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tidying the word index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying some answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying the backbone&apos;s own questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} is being learned on from, so it was not deleted. Wait for that, or cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} was learned with another backbone ({backbone_name}), so it cannot be learned on from. Nothing was begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} was learned with another backbone ({backbone_name}), so it cannot be used with this one. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was dropped could not be kept ({reason}). Nothing was imported; free some space and drop it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was dropped is not a PDF, so nothing was imported. Save it first, then drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned could not be written ({reason}). Nothing that existed was changed; free some space and learn again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned was switched off for this question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without self-study, learning needs a file of your own questions. Nothing was begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worse on {n} held-out questions: {numbers}. {kept}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the file anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not allowed to read {name}; {kept}. Change its permissions and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You stopped the import before this file was in the library. Try again to import it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name that is not in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a near-duplicate of another question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number that is not in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a passage of references, tables or headings, about which nothing is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question asked already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question of yours that no text of the library is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question that could be about many passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question that gives its answer away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question that goes round in circles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question that is not about its text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question too long to be asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question too short to be understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a quotation that is not in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a removed library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer that goes round in circles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer that stands elsewhere than what is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer that the backbone did not give twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer too long to be one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer whose words are not in the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and {n} more lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>bf16 because it is fast there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bf16 because this processor computes in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp32 because it has no bf16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not hold one library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not list the layers that it is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds documents that are not whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds more than LoRA weights, {odd} for one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds other parts than it says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds parts of a kind that it may not hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it holds parts under names that it may not use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a web page, as a failed download often leaves it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no library&apos;s file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no library&apos;s file, or cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a LoRA adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a DjVu document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a GIF image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a JPEG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a PNG image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a PostScript file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a TIFF image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like a compressed archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like an Office document or a ZIP archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like an RTF document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it looks like an old Office document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it only has the pickle {pickle_file}, which was not opened because it could run code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it refuses no less than before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it uses {unread}, which this version does not compute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database has tables of another kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database is not whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its database is of another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its library has no name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its parts do not agree with each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its records cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its vectors have the wrong size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its vectors hold no numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {config_file} does not hold settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {config_file} has a rank, alpha or dropout that cannot be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {config_file} is missing or cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {name} cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {origin_file} does not say where it comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {report_file} is no report of a learning run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {weights_file} holds values that are no numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {weights_file} is missing or cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {weights_file} is truncated or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {weights_file} lacks weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line}: {wrong}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longer than {most_question} (question) or {most_answer} (answer) characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {first:.2f}, then {last:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer (write &quot;&quot; or null where the documents have none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a row of a table ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was imported from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {n} questions that the documents do not answer it refuses {after:.0f}% instead of {before:.0f}%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other questions are answered as before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other questions were not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of it are longer than they may be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of it cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of it have another size than it says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of it were changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parts of its database are missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refusing was not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the {name} is not a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights in 4 bits because the settings say so, computing in {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it says of itself cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was imported from it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was learned lacks {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{after} instead of {before} (gain {low} to {high})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{error} It was tried {tries} times and set aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be imported ({why}). Nothing of it was kept; see that it can be read and that there is space, then import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} could not be written ({why}). Nothing was left there and the library is as it was; choose another place, or free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has a header but no questions; nothing of the file was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has lines that cannot be used ({named}); nothing of the file was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {size:.0f} MB, more than the 64 MB of questions that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a database of another program, and was left as it is. Choose another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not UTF-8 text (line {line}); save it as UTF-8 and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not a text file of questions; nothing of the file was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be used as a workspace ({reason}). Nothing was changed; choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} could not be copied into the workspace ({reason}). Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} holds the present workspace, or lies in it. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is a file. Choose an empty folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is in the list already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is not empty. Choose an empty folder, or make one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{found} columns instead of {wanted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read ({why}). Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} changed while it was being read; {kept}. Retry when no other program is writing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be read ({reason}); {kept}. Check the disk that it is on and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no pages; {kept}. Get a whole copy if it should have some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a folder, not a file; {kept}. Import the folder as a whole, or choose a PDF file in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is an empty file (0 bytes), as an interrupted download leaves it; {kept}. Get it again and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is damaged or cut short and cannot be repaired; {kept}. Get a whole copy and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is locked with a password; {kept}. Give the password and retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a PDF: {detail}; {kept}. Save or print it as a PDF and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a PDF; {kept}. Save or print it as a PDF and import that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a file, so there is nothing to import. Choose a PDF file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; {kept}. Choose a PDF file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not there any more; {kept}. Check whether it was moved or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs a first line that names its columns, &quot;question&quot; and &quot;answer&quot; among them (or JSON lines with these keys); nothing of the file was used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} on {device}, {dtype}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {pages} of {pages} pages have no text, so there is nothing to search. If they are scans, install Tesseract and switch on text recognition (OCR), then retry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {pages} of {pages} pages have no text, so {kept}. {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} questions about other things are answered worse (F1 {numbers})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages_without_text} of {pages} pages have no text and cannot be searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pages} pages, {passages} passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} belongs to the application&apos;s own workspace. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a folder, so it cannot be followed. Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{precision} because the settings say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{problem} Until then the usual settings are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sentence} ({error})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{text}; {n} that it learned from are gone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{tokens} tokens in {segments} segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{where} took longer than {seconds:g} seconds and was stopped; {kept}. Print it to a new PDF, or raise the limit in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why_place}, {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} words, {citations} citations, first word after {seconds:.2f} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has a single page, which is too little to learn from and to measure by. Nothing was begun; add more documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no documents to learn from yet. Import some PDFs first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no text, which is too little to learn from and to measure by. Nothing was begun; add more documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” is already in the library; nothing was added.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>services</name>
    <message>
        <source>The file has changed, and the earlier version is kept: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is gone from its folder; questions still find what was read from it.</source>
        <translation type="unfinished"></translation>
    </message>
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
    <name>switching</name>
    <message numerus="yes">
        <source>Summaries of %n document(s) will be made again in the background; until then answers are quotes. The present summaries are kept, so that going back costs nothing.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” is being learned with the present backbone, which has to stay the same until that has ended. The change can wait for that, also over the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>“{words}”</source>
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
