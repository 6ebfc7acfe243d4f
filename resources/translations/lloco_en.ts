<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Composer</name>
    <message numerus="yes">
        <source>Ask %n libraries…</source>
        <translation>
            <numerusform>Ask %Ln library…</numerusform>
            <numerusform>Ask %Ln libraries…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConversationPanel</name>
    <message numerus="yes">
        <source>%n conversation(s) exported to “{file}”.</source>
        <translation>
            <numerusform>%Ln conversation exported to “{file}”.</numerusform>
            <numerusform>%Ln conversations exported to “{file}”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%Ln needs attention</numerusform>
            <numerusform>%Ln need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message numerus="yes">
        <source>%n conversation(s) too: they are private</source>
        <translation>
            <numerusform>%Ln conversation too: it is private</numerusform>
            <numerusform>%Ln conversations too: they are private</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GetPanel</name>
    <message numerus="yes">
        <source>With the %n adapter(s) that were published for it</source>
        <translation>
            <numerusform>With the %Ln adapter that was published for it</numerusform>
            <numerusform>With the %Ln adapters that were published for it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%n of the files are already in this library.</source>
        <translation>
            <numerusform>%Ln of the files is already in this library.</numerusform>
            <numerusform>%Ln of the files are already in this library.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionStrip</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message numerus="yes">
        <source>%n problem(s) were found. What can still be read stays readable.</source>
        <translation>
            <numerusform>%Ln problem was found. What can still be read stays readable.</numerusform>
            <numerusform>%Ln problems were found. What can still be read stays readable.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message numerus="yes">
        <source>%n document(s) have no summaries yet.</source>
        <translation>
            <numerusform>%Ln document has no summaries yet.</numerusform>
            <numerusform>%Ln documents have no summaries yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>asked</name>
    <message numerus="yes">
        <source>%n document(s) only</source>
        <translation>
            <numerusform>%Ln document only</numerusform>
            <numerusform>%Ln documents only</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>backbones</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>drop</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>folders</name>
    <message numerus="yes">
        <source>%n file(s) still being written</source>
        <translation>
            <numerusform>%Ln file still being written</numerusform>
            <numerusform>%Ln files still being written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>going on</name>
    <message numerus="yes">
        <source>%n tasks from last time go on where they stopped.</source>
        <translation>
            <numerusform>%Ln task from last time goes on where it stopped.</numerusform>
            <numerusform>%Ln tasks from last time go on where they stopped.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>importing</name>
    <message numerus="yes">
        <source>%n files and folders are being imported.</source>
        <translation>
            <numerusform>%Ln file or folder is being imported.</numerusform>
            <numerusform>%Ln files and folders are being imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not PDFs and were left out.</source>
        <translation>
            <numerusform>%Ln file is not a PDF and was left out.</numerusform>
            <numerusform>%Ln files are not PDFs and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not there any more.</source>
        <translation>
            <numerusform>%Ln file is not there any more.</numerusform>
            <numerusform>%Ln files are not there any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders hold no PDF.</source>
        <translation>
            <numerusform>%Ln folder holds no PDF.</numerusform>
            <numerusform>%Ln folders hold no PDF.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these are web addresses; LLoCO opens no web addresses. Save the PDFs first, then drop the files.</source>
        <translation>
            <numerusform>%Ln of these is a web address; LLoCO opens no web addresses. Save the PDF first, then drop the file.</numerusform>
            <numerusform>%Ln of these are web addresses; LLoCO opens no web addresses. Save the PDFs first, then drop the files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s) and folder(s)…</source>
        <translation>
            <numerusform>Looking at %Ln file or folder…</numerusform>
            <numerusform>Looking at %Ln files and folders…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>learn</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%Ln question</numerusform>
            <numerusform>%Ln questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%Ln second</numerusform>
            <numerusform>%Ln seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %Ln hour</numerusform>
            <numerusform>about %Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %Ln minute</numerusform>
            <numerusform>about %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>libraries</name>
    <message numerus="yes">
        <source>%n PDF(s) are not in it: they are not where they were, or have changed since.</source>
        <translation>
            <numerusform>%Ln PDF is not in it: it is not where it was, or has changed since.</numerusform>
            <numerusform>%Ln PDFs are not in it: they are not where they were, or have changed since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%Ln conversation</numerusform>
            <numerusform>%Ln conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) are lost too.</source>
        <translation>
            <numerusform>%Ln conversation is lost too.</numerusform>
            <numerusform>%Ln conversations are lost too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) will not be watched any more.</source>
        <translation>
            <numerusform>%Ln folder will not be watched any more.</numerusform>
            <numerusform>%Ln folders will not be watched any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) of what was learned are lost too.</source>
        <translation>
            <numerusform>%Ln version of what was learned is lost too.</numerusform>
            <numerusform>%Ln versions of what was learned are lost too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The PDFs of %n document(s) are not on this computer: they can be asked, but not opened.</source>
        <translation>
            <numerusform>The PDF of %Ln document is not on this computer: it can be asked, but not opened.</numerusform>
            <numerusform>The PDFs of %Ln documents are not on this computer: they can be asked, but not opened.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>services</name>
    <message numerus="yes">
        <source>%n of {all} page(s) have no text and cannot be searched.</source>
        <translation>
            <numerusform>%Ln of {all} pages has no text and cannot be searched.</numerusform>
            <numerusform>%Ln of {all} pages have no text and cannot be searched.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>switching</name>
    <message numerus="yes">
        <source>Summaries of %n document(s) will be made again in the background; until then answers are quotes. The present summaries are kept, so that going back costs nothing.</source>
        <translation>
            <numerusform>Summaries of %Ln document will be made again in the background; until then answers are quotes. The present summaries are kept, so that going back costs nothing.</numerusform>
            <numerusform>Summaries of %Ln documents will be made again in the background; until then answers are quotes. The present summaries are kept, so that going back costs nothing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>words</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%Ln byte</numerusform>
            <numerusform>%Ln bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%Ln page</numerusform>
            <numerusform>%Ln pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%Ln passage</numerusform>
            <numerusform>%Ln passages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>work</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%Ln more waiting</numerusform>
            <numerusform>%Ln more waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%Ln task</numerusform>
            <numerusform>%Ln tasks</numerusform>
        </translation>
    </message>
</context>
</TS>
