<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>Answers questions about your own PDFs on your own machine. Nothing in them leaves it, and a connection is opened only where you have agreed to it.</source>
        <translation>在你自己的电脑上回答关于你的 PDF 的问题。其中的内容不会离开这台电脑，只有经你同意才会联网。</translation>
    </message>
    <message>
        <source>GNU Affero General Public License, version 3 or later. You may use, study, change and share it; who shares a changed one shares its source. It comes without any warranty.</source>
        <translation>GNU Affero 通用公共许可证第 3 版或更高版本。你可以使用、研究、修改和分享本程序；分享修改版时须同时公开其源代码。本程序不提供任何担保。</translation>
    </message>
    <message>
        <source>LLoCO Desktop {version}</source>
        <translation>LLoCO Desktop {version}</translation>
    </message>
    <message>
        <source>LLoCO: learning long contexts offline (Tan and others, 2024).</source>
        <translation>LLoCO：离线学习长上下文（Tan 等，2024）。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>软件包</translation>
    </message>
    <message>
        <source>Read the licence</source>
        <translation>阅读许可证</translation>
    </message>
    <message>
        <source>Terms of the package</source>
        <translation>软件包的条款</translation>
    </message>
    <message>
        <source>The file LICENSE is not there; the address beside has the text.</source>
        <translation>没有找到 LICENSE 文件；全文见旁边的网址。</translation>
    </message>
    <message>
        <source>The licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>The package brings no text of its terms.</source>
        <translation>此软件包没有附带条款全文。</translation>
    </message>
    <message>
        <source>The packages that are installed with it, and their terms.</source>
        <translation>随程序安装的软件包及其条款。</translation>
    </message>
</context>
<context>
    <name>AdapterList</name>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Import a version from its folder</source>
        <translation>从文件夹导入一个版本</translation>
    </message>
    <message>
        <source>Stop using it</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Use this version</source>
        <translation>使用此版本</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>AgainBar</name>
    <message>
        <source>Learn again from version {n}…</source>
        <translation>从版本 {n} 继续学习…</translation>
    </message>
    <message>
        <source>Learn again…</source>
        <translation>重新学习…</translation>
    </message>
</context>
<context>
    <name>Announcements</name>
    <message>
        <source>Answer: {text}</source>
        <translation>回答：{text}</translation>
    </message>
    <message>
        <source>Learning failed.</source>
        <translation>学习失败。</translation>
    </message>
    <message>
        <source>Learning has ended.</source>
        <translation>学习已结束。</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>回答已停止。</translation>
    </message>
    <message>
        <source>The download failed.</source>
        <translation>下载失败。</translation>
    </message>
    <message>
        <source>The download has ended.</source>
        <translation>下载已结束。</translation>
    </message>
    <message>
        <source>The import failed.</source>
        <translation>导入失败。</translation>
    </message>
    <message>
        <source>The import has ended.</source>
        <translation>导入已结束。</translation>
    </message>
    <message>
        <source>The question could not be answered.</source>
        <translation>无法回答这个问题。</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Ask again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy the answer alone</source>
        <translation>只复制回答</translation>
    </message>
    <message>
        <source>Copy the answer with its sources</source>
        <translation>复制回答及出处</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation>没有回答。</translation>
    </message>
    <message>
        <source>Nothing relevant was found in {libraries}.</source>
        <translation>在{libraries}中没有找到相关内容。</translation>
    </message>
    <message>
        <source>Nothing relevant was found in “{library}”.</source>
        <translation>在“{library}”中没有找到相关内容。</translation>
    </message>
    <message>
        <source>Nothing relevant was found.</source>
        <translation>没有找到相关内容。</translation>
    </message>
    <message>
        <source>Other words may find it, and “Whole documents” reads everything.</source>
        <translation>换一种说法也许能找到；选择“整份文档”则会通读全部内容。</translation>
    </message>
    <message>
        <source>Reading in {files}…</source>
        <translation>正在阅读 {files}…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在检索…</translation>
    </message>
    <message>
        <source>Waiting for the answer before…</source>
        <translation>正在等待上一个回答…</translation>
    </message>
    <message>
        <source>{library}: {title}</source>
        <translation>{library}：{title}</translation>
    </message>
</context>
<context>
    <name>AnswersSection</name>
    <message>
        <source>A token is about three quarters of a word. A longer answer leaves less room for what is read.</source>
        <translation>一个词元约为四分之三个英文单词。回答越长，留给阅读的空间越少。</translation>
    </message>
    <message>
        <source>Answers get names and numbers right more often, and take a little longer to begin. From the next question on.</source>
        <translation>人名和数字会答得更准，但开始回答会稍慢。从下一个问题起生效。</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩比</translation>
    </message>
    <message>
        <source>Full (fp16)</source>
        <translation>完整（fp16）</translation>
    </message>
    <message>
        <source>Give the best passages as text, too</source>
        <translation>除摘要外，也让模型读最相关段落的原文</translation>
    </message>
    <message>
        <source>Half the space (int8)</source>
        <translation>减半（int8）</translation>
    </message>
    <message>
        <source>How many tokens of text become one summary. More is faster and takes less space; less keeps more of what the text says. Summaries of another ratio are made anew in the background.</source>
        <translation>每个摘要概括多少个词元。数值越大，速度越快、占用越少；越小，保留的内容越多。改变压缩比后，摘要会在后台重新生成。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>回答长度上限</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>回答长度上限（词元）</translation>
    </message>
    <message>
        <source>No backbone is in use, so that there is nothing to choose.</source>
        <translation>没有正在使用的模型，因此没有可选项。</translation>
    </message>
    <message>
        <source>Passages beside summaries</source>
        <translation>摘要之外的原文段落</translation>
    </message>
    <message>
        <source>Precision of summaries</source>
        <translation>摘要精度</translation>
    </message>
    <message>
        <source>Recognise text on scanned pages</source>
        <translation>识别扫描页上的文字</translation>
    </message>
    <message>
        <source>Scanned pages</source>
        <translation>扫描页</translation>
    </message>
    <message>
        <source>Seconds for every page without text. For files that are imported from now on.</source>
        <translation>没有文字的页面每页需要几秒。对之后导入的文件生效。</translation>
    </message>
    <message>
        <source>Summaries on disk</source>
        <translation>磁盘上的摘要</translation>
    </message>
    <message>
        <source>Tesseract, which recognises the text, was not found here. Install it, then start again.</source>
        <translation>没有找到用于识别文字的 Tesseract。请安装后重新启动。</translation>
    </message>
    <message>
        <source>The backbone {name} has one ratio: {ratio} tokens of text become one summary.</source>
        <translation>模型 {name} 只有一种压缩比：每 {ratio} 个词元生成一个摘要。</translation>
    </message>
    <message>
        <source>With Tesseract: {languages}</source>
        <translation>使用 Tesseract：{languages}</translation>
    </message>
    <message>
        <source>int8 halves the space and is off by less than half a percent. For summaries that are made from now on; those there are stay as they are.</source>
        <translation>int8 占用减半，误差不到千分之五。对之后生成的摘要生效，已有的保持不变。</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>LLoCO Desktop</source>
        <translation>LLoCO Desktop</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>The GPU support is here and is used from the next start on.</source>
        <translation>GPU 支持已安装，下次启动后生效。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>{name} is complete.</source>
        <translation>{name} 已完整。</translation>
    </message>
    <message>
        <source>{name} is here and can be used.</source>
        <translation>{name} 已下载好，可以使用。</translation>
    </message>
    <message>
        <source>{name} was converted.</source>
        <translation>{name} 已转换。</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}：{reason}</translation>
    </message>
</context>
<context>
    <name>AskedBox</name>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Both wordings are kept.</source>
        <translation>两种问法都会保留。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Question, in other words</source>
        <translation>换一种问法</translation>
    </message>
    <message>
        <source>Word the question anew</source>
        <translation>修改问题</translation>
    </message>
    <message>
        <source>You asked: {question}</source>
        <translation>你的提问：{question}</translation>
    </message>
</context>
<context>
    <name>BackboneCard</name>
    <message>
        <source>Convert {name}</source>
        <translation>转换 {name}</translation>
    </message>
    <message>
        <source>Convert…</source>
        <translation>转换…</translation>
    </message>
    <message>
        <source>Delete the old files…</source>
        <translation>删除旧文件…</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>删除 {name}</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Get its adapters</source>
        <translation>获取其适配器</translation>
    </message>
    <message>
        <source>Hide the model card</source>
        <translation>隐藏模型卡片</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Its files stay where they are</source>
        <translation>文件仍在原处</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory that {name} takes</source>
        <translation>{name} 占用的内存</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡片</translation>
    </message>
    <message>
        <source>Model card of {name}</source>
        <translation>{name} 的模型卡片</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <source>Work on {name}</source>
        <translation>正在处理 {name}</translation>
    </message>
</context>
<context>
    <name>BackboneLine</name>
    <message>
        <source>Backbone: {state}</source>
        <translation>模型：{state}</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>正在加载 {name}…</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>No backbone</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>The backbone</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{name} cannot be used</source>
        <translation>{name} 无法使用</translation>
    </message>
    <message>
        <source>{name} · resting</source>
        <translation>{name} · 休息中</translation>
    </message>
</context>
<context>
    <name>BackbonePopover</name>
    <message>
        <source>Change…</source>
        <translation>更换…</translation>
    </message>
</context>
<context>
    <name>BackbonesSection</name>
    <message>
        <source>A backbone reads documents, makes their summaries and writes the answers. All of it runs on this machine. Another one is used from the next question on; what it needs is made in the background.</source>
        <translation>模型负责阅读文档、生成摘要和撰写回答，全部在这台电脑上运行。换用其他模型后，从下一个问题起生效；它需要的内容会在后台生成。</translation>
    </message>
</context>
<context>
    <name>Beginning</name>
    <message>
        <source>More documents are on their way in. What is there can be asked already.</source>
        <translation>还有文档正在导入，已导入的现在就可以提问。</translation>
    </message>
    <message>
        <source>Questions to try</source>
        <translation>试试这些问题</translation>
    </message>
    <message>
        <source>Summaries are still being made. You can ask already.</source>
        <translation>摘要还在生成，现在就可以提问。</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Change it</source>
        <translation>更换</translation>
    </message>
    <message>
        <source>Change it when learning has ended</source>
        <translation>学习结束后更换</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>Import PDFs</source>
        <translation>导入 PDF</translation>
    </message>
</context>
<context>
    <name>ChosenChips</name>
    <message>
        <source>Answers are the documents&apos; own words. Click to let the backbone answer again.</source>
        <translation>回答是文档原文。点击可恢复由模型回答。</translation>
    </message>
    <message>
        <source>Click to read with what was learned again.</source>
        <translation>点击可重新运用学到的内容。</translation>
    </message>
    <message>
        <source>Only asked about: {title}. Click to take it off.</source>
        <translation>只针对《{title}》提问。点击可取消限定。</translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation>只摘录原文</translation>
    </message>
    <message>
        <source>Take off {title}</source>
        <translation>取消限定《{title}》</translation>
    </message>
    <message>
        <source>Without what was learned</source>
        <translation>不用学到的内容</translation>
    </message>
    <message>
        <source>“{name}” is asked. Click to take it off.</source>
        <translation>正在向“{name}”提问。点击可取消。</translation>
    </message>
</context>
<context>
    <name>CitationBar</name>
    <message>
        <source>Cited passage</source>
        <translation>引用的段落</translation>
    </message>
    <message>
        <source>Next citation (Alt+Right)</source>
        <translation>下一处引用（Alt+Right）</translation>
    </message>
    <message>
        <source>Previous citation (Alt+Left)</source>
        <translation>上一处引用（Alt+Left）</translation>
    </message>
    <message>
        <source>{at} of {all} citations</source>
        <translation>第 {at} 处引用，共 {all} 处</translation>
    </message>
</context>
<context>
    <name>CitationPopover</name>
    <message>
        <source>Cited passage</source>
        <translation>引用的段落</translation>
    </message>
    <message>
        <source>Page {n}</source>
        <translation>第 {n} 页</translation>
    </message>
</context>
<context>
    <name>ClearLine</name>
    <message>
        <source>Clear</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Clear: {what}</source>
        <translation>清理：{what}</translation>
    </message>
    <message>
        <source>{what}, {size}</source>
        <translation>{what}，{size}</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Answer with the best sentences word for word, without the backbone</source>
        <translation>不用模型，直接逐字摘录最相关的句子</translation>
    </message>
    <message numerus="yes">
        <source>Ask %n libraries…</source>
        <translation>
            <numerusform>向 %Ln 个资料库提问…</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask (Enter)</source>
        <translation>提问（Enter）</translation>
    </message>
    <message>
        <source>Ask another library too</source>
        <translation>同时问另一个资料库</translation>
    </message>
    <message>
        <source>Ask “{library}”…</source>
        <translation>向“{library}”提问…</translation>
    </message>
    <message>
        <source>Ask…</source>
        <translation>提问…</translation>
    </message>
    <message>
        <source>Best passages</source>
        <translation>最相关的段落</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation>回答方式</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Look for the passages that fit the question, in all documents</source>
        <translation>在所有文档中查找与问题相关的段落</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation>只摘录原文</translation>
    </message>
    <message>
        <source>Read the summaries of whole documents: slower, but sees all</source>
        <translation>通读整份文档的摘要：较慢，但不会遗漏</translation>
    </message>
    <message>
        <source>Read with what was learned</source>
        <translation>阅读时运用已学到的内容</translation>
    </message>
    <message>
        <source>Read with what was learned (version {n}); switch off to ask without it</source>
        <translation>阅读时运用已学到的内容（版本 {n}）；关闭后提问将不使用它</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止（Esc）</translation>
    </message>
    <message>
        <source>Whole documents</source>
        <translation>整份文档</translation>
    </message>
</context>
<context>
    <name>ComputingPart</name>
    <message>
        <source>A backbone larger than the GPU</source>
        <translation>显卡装不下的模型</translation>
    </message>
    <message>
        <source>AMD GPU</source>
        <translation>AMD 显卡</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple 显卡</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Free it after</source>
        <translation>自动释放：</translation>
    </message>
    <message>
        <source>Free it now</source>
        <translation>立即释放</translation>
    </message>
    <message>
        <source>Here: {gpus}; {processor}.</source>
        <translation>这台电脑：{gpus}；{processor}。</translation>
    </message>
    <message>
        <source>Here: {processor}. {why}</source>
        <translation>这台电脑：{processor}。{why}</translation>
    </message>
    <message>
        <source>Let layers that do not fit compute on the processor</source>
        <translation>放不下的层在处理器上运算</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Minutes without a question</source>
        <translation>没有提问的分钟数</translation>
    </message>
    <message>
        <source>NVIDIA GPU</source>
        <translation>NVIDIA 显卡</translation>
    </message>
    <message>
        <source>No backbone is loaded at the moment. The next question loads one.</source>
        <translation>现在没有加载模型，下次提问时会加载。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>The backbone is loaded and holds memory. When it is freed, the next question loads it again, which takes a while.</source>
        <translation>模型已加载，占用着内存。释放之后，下次提问时会重新加载，需要一点时间。</translation>
    </message>
    <message>
        <source>Where it computes. “Automatic” takes a GPU where one has room for the backbone.</source>
        <translation>在哪里运算。显卡的显存足以容纳模型时，“自动”会使用显卡。</translation>
    </message>
    <message>
        <source>Without this it is refused, with a proposal that fits. With it, it is loaded, and every word of an answer takes many times longer.</source>
        <translation>关闭时不加载这样的模型，而是建议一个放得下的。打开时会加载，但回答的每个字都会慢很多倍。</translation>
    </message>
    <message>
        <source>fp32 takes 4 bytes a number and is exact; bf16 takes 2 and is as good in practice, fast where the device computes in it; int8 takes about 1.1 and is close to that, but slower; nf4 takes about 0.75 and makes small backbones noticeably worse. “Automatic” takes bf16 where it is fast, fp32 elsewhere, and fewer bytes only where a GPU has no room otherwise.</source>
        <translation>fp32 每个数占 4 个字节，最精确；bf16 占 2 个，实际效果一样好，在支持它的设备上很快；int8 约占 1.1 个，效果接近，但较慢；nf4 约占 0.75 个，会让小模型明显变差。“自动”在 bf16 较快的设备上用 bf16，在其他设备上用 fp32，只有显卡放不下时才用更少的字节。</translation>
    </message>
    <message>
        <source>minutes without a question</source>
        <translation>分钟没有提问之后</translation>
    </message>
    <message>
        <source>{gpu}, {free} free</source>
        <translation>{gpu}，可用 {free}</translation>
    </message>
    <message>
        <source>{program} holds {size} of {gpu}.</source>
        <translation>{program} 占用了 {gpu} 的 {size}。</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Title of the conversation</source>
        <translation>对话标题</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>Earlier</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>{title}, being answered</source>
        <translation>{title}，正在回答</translation>
    </message>
</context>
<context>
    <name>ConversationPanel</name>
    <message numerus="yes">
        <source>%n conversation(s) exported to “{file}”.</source>
        <translation>
            <numerusform>已将 %Ln 段对话导出到“{file}”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export all…</source>
        <translation>全部导出…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+Shift+N)</source>
        <translation>新对话（Ctrl+Shift+N）</translation>
    </message>
    <message>
        <source>No conversation has these words.</source>
        <translation>没有包含这些词的对话。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Search the conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Search the conversations (Ctrl+K)</source>
        <translation>搜索对话（Ctrl+K）</translation>
    </message>
    <message>
        <source>Titles, questions, answers</source>
        <translation>标题、问题、回答</translation>
    </message>
    <message>
        <source>What you ask is kept here.</source>
        <translation>你的提问会保存在这里。</translation>
    </message>
</context>
<context>
    <name>ConvertPanel</name>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Delete the old files when the new ones have been checked</source>
        <translation>新文件核对无误后删除旧文件</translation>
    </message>
    <message>
        <source>Its weights are pickles, an old form that could carry programs and is loaded slowly. They can be written anew as safetensors, with the very same numbers. That takes {size} of the disk beside the old files.</source>
        <translation>它的权重是 pickle 文件，这种旧格式可能夹带程序，加载也慢。可以把完全相同的数写成 safetensors，除旧文件外还要占用 {size} 磁盘空间。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>DecisionCard</name>
    <message>
        <source>It earned its place; switch it on whenever you like.</source>
        <translation>它通过了检验，随时可以启用。</translation>
    </message>
    <message>
        <source>Use for answers</source>
        <translation>用于回答</translation>
    </message>
    <message>
        <source>Use {name} for answers</source>
        <translation>用{name}回答</translation>
    </message>
    <message>
        <source>When it was measured: {reason}</source>
        <translation>检验时的结果：{reason}</translation>
    </message>
    <message>
        <source>You may switch it on all the same: answers say which version they were read with.</source>
        <translation>你仍然可以启用它：每个回答都会注明使用了哪个版本。</translation>
    </message>
    <message>
        <source>You switched it on although it did not earn its place. Answers may be worse.</source>
        <translation>它没有通过检验，但你启用了它。回答可能会变差。</translation>
    </message>
    <message>
        <source>{name} is not used</source>
        <translation>{name}未启用</translation>
    </message>
    <message>
        <source>{name} is used for answers</source>
        <translation>{name}正用于回答</translation>
    </message>
</context>
<context>
    <name>DiagnosticsSection</name>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>For somebody who helps</source>
        <translation>求助时使用</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在收集…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save the diagnostics</source>
        <translation>保存诊断信息</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
    <message>
        <source>Show the logs</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Text files (*.txt)</source>
        <translation>文本文件 (*.txt)</translation>
    </message>
    <message>
        <source>The last run</source>
        <translation>上次运行</translation>
    </message>
    <message>
        <source>Versions, machine, backbone, counts, failures and the end of the log. Names of folders, files, documents and libraries are left out. It stays here until you hand it on.</source>
        <translation>包括版本、电脑、模型、数量、失败记录和日志末尾。不含文件夹、文件、文档和资料库的名称。除非你主动转交，否则不会外传。</translation>
    </message>
    <message>
        <source>What was written when it ended</source>
        <translation>结束时写下的内容</translation>
    </message>
    <message>
        <source>{file} could not be written ({error}). Choose another place.</source>
        <translation>无法写入 {file}（{error}）。请换一个位置。</translation>
    </message>
</context>
<context>
    <name>DocumentDeeds</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {what} from this library?</source>
        <translation>要把{what}移出此资料库吗？</translation>
    </message>
    <message>
        <source>The search index and the summaries made from it are lost. The file itself stays.</source>
        <translation>由它生成的检索索引和摘要会丢失，文件本身会保留。</translation>
    </message>
    <message>
        <source>The search index and the summaries made from them are lost. The files themselves stay.</source>
        <translation>由它们生成的检索索引和摘要会丢失，文件本身会保留。</translation>
    </message>
    <message>
        <source>The search index, the summaries and the copy that was kept of what you dropped are lost.</source>
        <translation>检索索引、摘要以及为你拖入的内容保留的副本都会丢失。</translation>
    </message>
    <message>
        <source>What lies in a watched folder comes back only when it changes.</source>
        <translation>位于所关注文件夹中的文件，只有再次变动时才会重新导入。</translation>
    </message>
</context>
<context>
    <name>DocumentModel</name>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>已有变动</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>File is gone</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>没有文字</translation>
    </message>
    <message>
        <source>Not a PDF</source>
        <translation>不是 PDF</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Questions find this document, and its summaries are made.</source>
        <translation>提问时可以检索到这份文档，摘要也已生成。</translation>
    </message>
    <message>
        <source>Questions find this document; its summaries come next.</source>
        <translation>提问时可以检索到这份文档，接下来会生成摘要。</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Reading, page {n} of {all}</source>
        <translation>正在读取，第 {n} 页，共 {all} 页</translation>
    </message>
    <message>
        <source>Searchable</source>
        <translation>可检索</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Summaries {percent}%</source>
        <translation>摘要 {percent}%</translation>
    </message>
    <message>
        <source>Summarised</source>
        <translation>已生成摘要</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
</context>
<context>
    <name>DocumentTable</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%Ln 项需要处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter to see all documents.</source>
        <translation>清除筛选条件即可查看全部文档。</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window. They stay where they are, on this machine.</source>
        <translation>把 PDF 或文件夹拖到窗口任意位置。文件仍在原处，不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Filter documents</source>
        <translation>筛选文档</translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation>导入 PDF</translation>
    </message>
    <message>
        <source>No document matches</source>
        <translation>没有符合条件的文档</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Show all documents</source>
        <translation>显示全部文档</translation>
    </message>
    <message>
        <source>Shown: {group}</source>
        <translation>显示：{group}</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Add to “{library}”</source>
        <translation>添加到“{library}”</translation>
    </message>
    <message>
        <source>Make the library “{library}”</source>
        <translation>建立资料库“{library}”</translation>
    </message>
</context>
<context>
    <name>ErrandBar</name>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>(nothing)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>After</source>
        <translation>学习后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>学习前</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Show {n} more</source>
        <translation>再显示 {n} 项</translation>
    </message>
    <message>
        <source>Wanted</source>
        <translation>标准答案</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message numerus="yes">
        <source>%n conversation(s) too: they are private</source>
        <translation>
            <numerusform>同时导出 %Ln 段对话：属于个人内容</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>选择位置…</translation>
    </message>
    <message>
        <source>Conversations too</source>
        <translation>同时导出对话</translation>
    </message>
    <message>
        <source>Conversations too (there are none)</source>
        <translation>同时导出对话（现在没有）</translation>
    </message>
    <message>
        <source>Export “{name}” as one file</source>
        <translation>把“{name}”导出为一个文件</translation>
    </message>
    <message>
        <source>Text, search index, summaries and what was learned go along, so that another computer need not make them again.</source>
        <translation>文字、检索索引、摘要和学到的内容会一并导出，另一台电脑不必重新生成。</translation>
    </message>
    <message>
        <source>The PDFs too ({size})</source>
        <translation>同时导出 PDF（{size}）</translation>
    </message>
    <message>
        <source>The file holds the text of the documents, and what was learned can repeat passages word for word: pass it on as you would pass on the documents.</source>
        <translation>文件中含有文档的文字，学到的内容也可能逐字复述其中的段落：转交它时，请像转交文档本身一样谨慎。</translation>
    </message>
    <message>
        <source>The file holds the text of the documents: pass it on as you would pass on the documents.</source>
        <translation>文件中含有文档的文字：转交它时，请像转交文档本身一样谨慎。</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>Something went wrong inside LLoCO ({kind}). What was stored is kept; the details are in {log}.</source>
        <translation>LLoCO 内部出错（{kind}）。已存储的内容不受影响，详情见 {log}。</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close the search (Esc)</source>
        <translation>关闭查找（Esc）</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>在此文档中查找</translation>
    </message>
    <message>
        <source>Find next (F3)</source>
        <translation>查找下一个（F3）</translation>
    </message>
    <message>
        <source>Find previous (Shift+F3)</source>
        <translation>查找上一个（Shift+F3）</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all}</translation>
    </message>
    <message>
        <source>{n} of {all}+</source>
        <translation>{n}/{all}+</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Ask your own PDFs</source>
        <translation>向自己的 PDF 提问</translation>
    </message>
    <message>
        <source>Import PDFs…</source>
        <translation>导入 PDF…</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>导入文件夹…</translation>
    </message>
    <message>
        <source>LLoCO Desktop reads your documents once, then answers questions about them. Every answer shows the page that it comes from.</source>
        <translation>LLoCO Desktop 先把你的文档通读一遍，然后回答关于它们的问题。每个回答都会标明出自哪一页。</translation>
    </message>
    <message>
        <source>No documents at hand? The user guide becomes a library, with three questions to try.</source>
        <translation>手边没有文档？可以先把使用指南当作资料库，试问三个问题。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>所有内容都只留在这台电脑上。</translation>
    </message>
    <message>
        <source>Or drop files and folders anywhere on this window.</source>
        <translation>也可以把文件或文件夹拖到窗口任意位置。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Stop watching {folder}</source>
        <translation>停止关注 {folder}</translation>
    </message>
</context>
<context>
    <name>FolderStrip</name>
    <message>
        <source>New and changed PDFs in a watched folder come into this library by themselves.</source>
        <translation>所关注文件夹中新增或变动的 PDF 会自动进入此资料库。</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>关注文件夹…</translation>
    </message>
</context>
<context>
    <name>FootBar</name>
    <message>
        <source>Fit the page</source>
        <translation>适合整页</translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation>适合宽度（Ctrl+0）</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>放大（Ctrl++）</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>缩小（Ctrl+-）</translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Light or dark. “System” follows what the system is set to.</source>
        <translation>浅色或深色。“跟随系统”会与系统设置保持一致。</translation>
    </message>
    <message>
        <source>Of the window, not of answers: those are in the language that the backbone speaks. Work that is running goes on.</source>
        <translation>只改变界面的语言，不影响回答：回答用的是模型掌握的语言。正在进行的任务不受影响。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>外观</translation>
    </message>
</context>
<context>
    <name>GetPanel</name>
    <message>
        <source>Get it</source>
        <translation>开始获取</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>继续获取</translation>
    </message>
    <message>
        <source>It does not fit this machine, so that it could be downloaded but not used here.</source>
        <translation>这台电脑放不下它，可以下载，但无法在这里使用。</translation>
    </message>
    <message>
        <source>Its makers only give it to accounts that asked them for it. Ask there, then keep a token of your account below.</source>
        <translation>制作者只提供给向他们申请过的账号。请先在那里申请，再在下方保存你账号的访问令牌。</translation>
    </message>
    <message>
        <source>Keep the files as they were published, too</source>
        <translation>同时保留发布时的原文件</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>暂不获取</translation>
    </message>
    <message>
        <source>Read the licence</source>
        <translation>阅读许可证</translation>
    </message>
    <message>
        <source>To the token</source>
        <translation>前往访问令牌</translation>
    </message>
    <message numerus="yes">
        <source>With the %n adapter(s) that were published for it</source>
        <translation>
            <numerusform>包括为它发布的 %Ln 个适配器</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GpuPart</name>
    <message>
        <source>CUDA {cuda} needs NVIDIA&apos;s driver {least} or newer; here is {driver}.</source>
        <translation>CUDA {cuda} 需要 NVIDIA 驱动 {least} 或更新版本；这里是 {driver}。</translation>
    </message>
    <message>
        <source>Choose a part of the offline pack</source>
        <translation>选择离线安装包的一部分</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the GPU support</source>
        <translation>GPU 支持的详情</translation>
    </message>
    <message>
        <source>Download of the GPU support</source>
        <translation>GPU 支持的下载</translation>
    </message>
    <message>
        <source>From an offline pack…</source>
        <translation>从离线安装包…</translation>
    </message>
    <message>
        <source>GPU support</source>
        <translation>GPU 支持</translation>
    </message>
    <message>
        <source>Get</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Get the GPU support</source>
        <translation>获取 GPU 支持</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>收起详情</translation>
    </message>
    <message>
        <source>It is here and does not work, so the processor computes.</source>
        <translation>已安装，但无法工作，因此由处理器计算。</translation>
    </message>
    <message>
        <source>It is here, and used from the next start on.</source>
        <translation>已安装，下次启动后生效。</translation>
    </message>
    <message>
        <source>It is removed at the next start.</source>
        <translation>下次启动时移除。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Offline packs (*.tar)</source>
        <translation>离线安装包 (*.tar)</translation>
    </message>
    <message>
        <source>One of an earlier version is here, and cannot be used any more.</source>
        <translation>这里有一个早期版本的 GPU 支持，已无法使用。</translation>
    </message>
    <message>
        <source>PyTorch {torch} with CUDA {cuda} is in use; it takes {disk}.</source>
        <translation>正在使用带 CUDA {cuda} 的 PyTorch {torch}，占用 {disk}。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the GPU support</source>
        <translation>移除 GPU 支持</translation>
    </message>
    <message>
        <source>Remove the GPU support?</source>
        <translation>要移除 GPU 支持吗？</translation>
    </message>
    <message>
        <source>This edition computes on the processor. GPU support takes {size} to download and {disk} on the disk: PyTorch {torch} with CUDA {cuda}, from where its makers publish it and under their licences.</source>
        <translation>此版本用处理器计算。GPU 支持需要下载 {size}，占用磁盘 {disk}：带 CUDA {cuda} 的 PyTorch {torch}，由其制作者发布，适用其许可。</translation>
    </message>
    <message>
        <source>This edition computes on the processor. {come} of {size} of the GPU support have come.</source>
        <translation>此版本用处理器计算。GPU 支持已下载 {come}，共 {size}。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>{size} would have to be downloaded again. Your libraries stay as they are.</source>
        <translation>需要重新下载 {size}。你的资料库保持不变。</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>Import PDFs</source>
        <translation>导入 PDF</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>My documents</source>
        <translation>我的文档</translation>
    </message>
    <message>
        <source>PDF files (*.pdf *.PDF)</source>
        <translation>PDF 文件 (*.pdf *.PDF)</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>关注文件夹</translation>
    </message>
</context>
<context>
    <name>InstalledPart</name>
    <message>
        <source>A library is being learned with the present backbone, so that the change waits for it.</source>
        <translation>正在用当前模型学习一个资料库，学习结束后才会更换。</translation>
    </message>
    <message>
        <source>Add a backbone</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete a backbone</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Delete the old files</source>
        <translation>删除旧文件</translation>
    </message>
    <message>
        <source>Delete the pickles of “{name}”?</source>
        <translation>要删除“{name}”的 pickle 文件吗？</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>要删除“{name}”吗？</translation>
    </message>
    <message>
        <source>Forget that</source>
        <translation>取消更换</translation>
    </message>
    <message>
        <source>Get another one…</source>
        <translation>获取其他模型…</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>No backbone was found. Until one is added, answers are quotes.</source>
        <translation>没有找到模型。添加模型之前，回答是原文摘录。</translation>
    </message>
    <message>
        <source>{name} when learning has ended</source>
        <translation>学习结束后换用 {name}</translation>
    </message>
    <message>
        <source>{size} of the disk become free. The safetensors that were made of them are checked first, and are what is used.</source>
        <translation>将腾出 {size} 磁盘空间。由它们生成的 safetensors 会先核对，实际使用的就是这些文件。</translation>
    </message>
    <message>
        <source>{size} of the disk become free. To use it again it has to be downloaded again. Documents stay, and so do the summaries that it made and what libraries learned with it; they count again when it is back.</source>
        <translation>将腾出 {size} 磁盘空间。再次使用时需要重新下载。文档会保留，它生成的摘要和各资料库用它学到的内容也会保留，重新获取后继续有效。</translation>
    </message>
</context>
<context>
    <name>IntakeWays</name>
    <message>
        <source>Keep watching</source>
        <translation>继续关注</translation>
    </message>
    <message>
        <source>Keep watching “{folder}”? New and changed PDFs in it then come in by themselves.</source>
        <translation>要持续关注“{folder}”吗？其中新增或变动的 PDF 会自动导入。</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>LearnLive</name>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>How far its answers are from the wanted ones</source>
        <translation>回答与标准答案的差距</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Learning “{name}”</source>
        <translation>正在学习“{name}”</translation>
    </message>
    <message>
        <source>Learning “{name}” is paused</source>
        <translation>已暂停学习“{name}”</translation>
    </message>
    <message>
        <source>Learning “{name}” waits for its turn</source>
        <translation>等待学习“{name}”</translation>
    </message>
    <message>
        <source>Measuring how long it takes…</source>
        <translation>正在估算所需时间…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>This stage: {left}</source>
        <translation>此阶段：{left}</translation>
    </message>
    <message>
        <source>You can go on asking, and close the window: it goes on at the next start.</source>
        <translation>你可以继续提问，也可以关闭窗口：下次启动时会接着进行。</translation>
    </message>
</context>
<context>
    <name>LearnPage</name>
    <message>
        <source>Drop PDFs or folders on this window; what is in them can then be learned.</source>
        <translation>把 PDF 或文件夹拖到窗口中，之后就可以学习其中的内容。</translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation>导入 PDF</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Nothing to learn yet</source>
        <translation>还没有可以学习的内容</translation>
    </message>
</context>
<context>
    <name>LearnReport</name>
    <message>
        <source>Dropped by the check</source>
        <translation>检查时剔除的</translation>
    </message>
    <message>
        <source>From {chunks} pieces of text; {held} of them were kept aside to measure by.</source>
        <translation>取自 {chunks} 段文字，其中 {held} 段留作检验之用。</translation>
    </message>
    <message>
        <source>How many words the given answers share with the wanted ones (F1, 0 to 100), and how often the answer is rightly refused. Whiskers and brackets: 95% of what chance makes of it.</source>
        <translation>回答与标准答案有多少词重合（F1，0 至 100），以及应当拒答时拒答的比例。须线和括号表示 95% 的随机波动范围。</translation>
    </message>
    <message>
        <source>Loss while practising</source>
        <translation>练习过程中的损失</translation>
    </message>
    <message>
        <source>Questions it never practised</source>
        <translation>从未练习过的问题</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Settings and time</source>
        <translation>设置与用时</translation>
    </message>
    <message>
        <source>This version came without a report, so what it does to answers was not measured.</source>
        <translation>这个版本不带报告，因此没有检验它对回答的影响。</translation>
    </message>
    <message>
        <source>What it practised with</source>
        <translation>练习所用的材料</translation>
    </message>
</context>
<context>
    <name>LearnSetup</name>
    <message>
        <source>A CSV or JSONL file: “question” and “answer” in each line, and “document” if you like. An empty answer means that the documents do not say.</source>
        <translation>CSV 或 JSONL 文件：每行包含“question”和“answer”，也可以加上“document”。答案留空表示文档中没有答案。</translation>
    </message>
    <message>
        <source>Add what was learned elsewhere, from its folder</source>
        <translation>从文件夹添加在别处学到的内容</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者都用</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>From the documents</source>
        <translation>来自文档</translation>
    </message>
    <message>
        <source>Import a version…</source>
        <translation>导入版本…</translation>
    </message>
    <message>
        <source>LLoCO asks itself questions about these documents and practises answering them and yours, so that it reads their summaries better.</source>
        <translation>LLoCO 会就这些文档自问自答，并与你的问题一起反复练习，从而更好地读懂文档的摘要。</translation>
    </message>
    <message>
        <source>LLoCO asks itself questions about these documents and practises answering them, so that it reads their summaries better.</source>
        <translation>LLoCO 会就这些文档自问自答、反复练习，从而更好地读懂文档的摘要。</translation>
    </message>
    <message>
        <source>LLoCO practises answering your questions about these documents, so that it reads their summaries better.</source>
        <translation>LLoCO 会反复练习回答你就这些文档提出的问题，从而更好地读懂文档的摘要。</translation>
    </message>
    <message>
        <source>Learn this library</source>
        <translation>学习此资料库</translation>
    </message>
    <message>
        <source>Learn “{name}”</source>
        <translation>学习“{name}”</translation>
    </message>
    <message>
        <source>Learn “{name}” again</source>
        <translation>重新学习“{name}”</translation>
    </message>
    <message>
        <source>Limit the time</source>
        <translation>限制时间</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>My own file</source>
        <translation>自己的文件</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Questions (*.csv *.jsonl *.CSV *.JSONL);;All files (*)</source>
        <translation>问题文件 (*.csv *.jsonl *.CSV *.JSONL);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>问题与答案</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Some questions are kept aside: what was learned is used only if it answers those better than before.</source>
        <translation>会留出一部分问题作检验：只有在这些问题上答得比以前好，学到的内容才会启用。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Stop after</source>
        <translation>最长用时</translation>
    </message>
    <message>
        <source>The beginning</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>The version in use</source>
        <translation>正在使用的版本</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
</context>
<context>
    <name>LearnVersions</name>
    <message>
        <source>Answers will be read without it. {loss}</source>
        <translation>之后的回答不再使用它。{loss}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete version</source>
        <translation>删除版本</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>要删除{name}吗？</translation>
    </message>
    <message>
        <source>Export {name} into</source>
        <translation>将{name}导出到</translation>
    </message>
    <message>
        <source>Exported to {folder}</source>
        <translation>已导出到 {folder}</translation>
    </message>
    <message>
        <source>Folder of a version</source>
        <translation>版本所在的文件夹</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>What was learned is lost, with its report; documents and summaries stay.</source>
        <translation>学到的内容及其报告会丢失；文档和摘要会保留。</translation>
    </message>
</context>
<context>
    <name>LibraryHeader</name>
    <message>
        <source>Begin another conversation (Ctrl+Shift+N)</source>
        <translation>开始新对话（Ctrl+Shift+N）</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import PDFs (Ctrl+O)</source>
        <translation>导入 PDF（Ctrl+O）</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>已学习</translation>
    </message>
    <message>
        <source>Library from a file…</source>
        <translation>从文件导入资料库…</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>PDF files…</source>
        <translation>PDF 文件…</translation>
    </message>
    <message>
        <source>Pages of the library</source>
        <translation>资料库的页面</translation>
    </message>
    <message>
        <source>What can be done with the library</source>
        <translation>资料库操作</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Importing {done} of {total}</source>
        <translation>正在导入 {done}/{total}</translation>
    </message>
    <message>
        <source>all summaries made</source>
        <translation>摘要已全部生成</translation>
    </message>
    <message>
        <source>learned, version {n}</source>
        <translation>已学习，版本 {n}</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <source>summaries {n}%</source>
        <translation>摘要 {n}%</translation>
    </message>
    <message>
        <source>{documents} · {doing}</source>
        <translation>{documents} · {doing}</translation>
    </message>
    <message>
        <source>{documents} · {pages}</source>
        <translation>{documents} · {pages}</translation>
    </message>
    <message>
        <source>{documents} · {pages} · {size}</source>
        <translation>{documents} · {pages} · {size}</translation>
    </message>
    <message>
        <source>{documents}, {pages}, {size}</source>
        <translation>{documents}，{pages}，{size}</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>A library is made when you import.</source>
        <translation>导入文件时会自动建立资料库。</translation>
    </message>
    <message>
        <source>Delete library</source>
        <translation>删除资料库</translation>
    </message>
    <message>
        <source>Delete “{name}”?</source>
        <translation>要删除“{name}”吗？</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>资料库</translation>
    </message>
    <message>
        <source>Name of the library</source>
        <translation>资料库名称</translation>
    </message>
    <message>
        <source>Name of the new library</source>
        <translation>新资料库的名称</translation>
    </message>
    <message>
        <source>New library (Ctrl+N)</source>
        <translation>新建资料库（Ctrl+N）</translation>
    </message>
    <message>
        <source>New name of “{name}”</source>
        <translation>“{name}”的新名称</translation>
    </message>
</context>
<context>
    <name>LibraryRoom</name>
    <message>
        <source>Learned</source>
        <translation>已学习</translation>
    </message>
    <message>
        <source>Learning, paused</source>
        <translation>学习已暂停</translation>
    </message>
    <message>
        <source>Version {n} is used for answers</source>
        <translation>版本 {n} 正用于回答</translation>
    </message>
</context>
<context>
    <name>LibraryWays</name>
    <message>
        <source>Export “{name}”</source>
        <translation>导出“{name}”</translation>
    </message>
    <message>
        <source>Import library</source>
        <translation>导入资料库</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Libraries (*.lloco)</source>
        <translation>资料库 (*.lloco)</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace file</source>
        <translation>替换文件</translation>
    </message>
    <message>
        <source>Replace “{name}”?</source>
        <translation>要替换“{name}”吗？</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>打开看看</translation>
    </message>
    <message>
        <source>The file that is there is lost.</source>
        <translation>现有的文件会丢失。</translation>
    </message>
    <message>
        <source>Where the PDFs of “{name}” go</source>
        <translation>“{name}”的 PDF 存放位置</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Its pages need the password that it was imported with.</source>
        <translation>查看页面需要导入时所用的密码。</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Show the pages</source>
        <translation>显示页面</translation>
    </message>
    <message>
        <source>That password does not open it. Try another.</source>
        <translation>密码不对，请再试一次。</translation>
    </message>
    <message>
        <source>This file is locked</source>
        <translation>此文件需要密码</translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss by step, {n} steps: it began at {first:.2f} and is {last:.2f} at step {step} (smoothed {smooth:.2f}); lowest {low:.2f} at step {low_step}.</source>
        <translation>各步的损失，共 {n} 步：开始时为 {first:.2f}，第 {step} 步为 {last:.2f}（平滑后 {smooth:.2f}）；最低为第 {low_step} 步的 {low:.2f}。</translation>
    </message>
    <message>
        <source>Loss by step: nothing yet.</source>
        <translation>各步的损失：尚无数据。</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step {step}: loss {loss:.3f}</source>
        <translation>第 {step} 步：损失 {loss:.3f}</translation>
    </message>
    <message>
        <source>The curve begins with the first step.</source>
        <translation>曲线从第一步开始绘制。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>LLoCO did not close as it should the last time. What was stored is kept.</source>
        <translation>LLoCO 上次没有正常关闭。已存储的内容不受影响。</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message numerus="yes">
        <source>%n of the files are already in this library.</source>
        <translation>
            <numerusform>有 %Ln 个文件已在此资料库中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>“{name}” is already in this library.</source>
        <translation>“{name}”已在此资料库中。</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Delete what has come</source>
        <translation>删除已下载的部分</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of {name}</source>
        <translation>{name} 的详情</translation>
    </message>
    <message>
        <source>Download of {name}</source>
        <translation>{name} 的下载</translation>
    </message>
    <message>
        <source>Get {name}</source>
        <translation>获取 {name}</translation>
    </message>
    <message>
        <source>Get…</source>
        <translation>获取…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with {name}</source>
        <translation>继续获取 {name}</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>收起详情</translation>
    </message>
    <message>
        <source>Recommended here</source>
        <translation>推荐</translation>
    </message>
</context>
<context>
    <name>OffersPart</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete what has come</source>
        <translation>删除已下载的部分</translation>
    </message>
    <message>
        <source>Delete what has come of “{name}”?</source>
        <translation>要删除“{name}”已下载的部分吗？</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Larger ones answer better and want more of the machine. They are downloaded only when you say so, and nothing of yours is sent.</source>
        <translation>更大的模型回答得更好，对电脑的要求也更高。只有在你要求时才会下载，不会发送你的任何内容。</translation>
    </message>
    <message>
        <source>More backbones</source>
        <translation>更多模型</translation>
    </message>
    <message>
        <source>{name}, which is here already, is recommended for this machine. {why}</source>
        <translation>推荐这台电脑使用 {name}，它已经在这里。{why}</translation>
    </message>
    <message>
        <source>{size} would have to be downloaded again.</source>
        <translation>将需要重新下载 {size}。</translation>
    </message>
</context>
<context>
    <name>PageCanvas</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>PageField</name>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Type a number and press Enter to go to that page</source>
        <translation>输入页码并按 Enter 跳转</translation>
    </message>
    <message>
        <source>{page} of {all}</source>
        <translation>{page}/{all}</translation>
    </message>
</context>
<context>
    <name>PageViewer</name>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>在此文档中查找</translation>
    </message>
    <message>
        <source>No application took the file.</source>
        <translation>没有程序能打开此文件。</translation>
    </message>
    <message>
        <source>Open with the application for PDFs</source>
        <translation>用默认的 PDF 程序打开</translation>
    </message>
    <message>
        <source>Page viewer</source>
        <translation>阅读器</translation>
    </message>
    <message>
        <source>Select the page</source>
        <translation>选择整页</translation>
    </message>
    <message>
        <source>The pages cannot be shown</source>
        <translation>无法显示页面</translation>
    </message>
    <message>
        <source>The passage could not be placed on this page.</source>
        <translation>无法在此页上定位该段落。</translation>
    </message>
    <message>
        <source>This document is in no library any more.</source>
        <translation>这份文档已不在任何资料库中。</translation>
    </message>
    <message>
        <source>This file changed since it was imported, and the passage is not there any more.</source>
        <translation>文件在导入后有变动，该段落已不存在。</translation>
    </message>
    <message>
        <source>This file changed since it was imported. Import it again to ask what it says now.</source>
        <translation>文件在导入后有变动。重新导入后才能就现在的内容提问。</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>Change place…</source>
        <translation>更换位置…</translation>
    </message>
    <message>
        <source>From the next start on the workspace in {folder} is used. What is written until then is brought along if that is a copy. The present folder stays as it is; remove it yourself when you no longer want it.</source>
        <translation>从下次启动起，将使用 {folder} 中的工作区。如果那是副本，在此之前写入的内容也会一并带过去。现在的文件夹保持不变；不再需要时请自行删除。</translation>
    </message>
    <message>
        <source>It was stopped, and what was copied is removed. The workspace stays here.</source>
        <translation>已停止，复制的内容已移除。工作区留在原处。</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Move it there</source>
        <translation>移到那里</translation>
    </message>
    <message>
        <source>Place of the workspace</source>
        <translation>工作区的位置</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Text, summaries, conversations and what was learned. The PDFs themselves stay where they are.</source>
        <translation>文字、摘要、对话和学到的内容。PDF 文件本身仍在原处。</translation>
    </message>
    <message>
        <source>The workspace could not be copied. It stays where it is.</source>
        <translation>无法复制工作区。它留在原处。</translation>
    </message>
    <message>
        <source>The workspace is copied to {folder} and the copy is checked, while you go on working. It is used from the next start on; until then, and if anything fails, the present one is.</source>
        <translation>工作区会复制到 {folder} 并检查副本，其间你可以照常使用。从下次启动起改用新的工作区；在此之前或万一出错时，仍使用现在的工作区。</translation>
    </message>
    <message>
        <source>There is a workspace in {folder}. It can be used instead of the present one, which stays as it is.</source>
        <translation>{folder} 中已有一个工作区。可以改用它，现在的工作区会保持不变。</translation>
    </message>
    <message>
        <source>This start was told its workspace, so that a change counts for starts that are not.</source>
        <translation>本次启动时指定了工作区；更改只对未指定工作区的启动生效。</translation>
    </message>
    <message>
        <source>Use that one</source>
        <translation>使用那一个</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>A little of everything is tried out on this machine. Nothing is changed by it.</source>
        <translation>正在这台电脑上把各个步骤都小试一遍，不会改动任何内容。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>It cannot begin yet</source>
        <translation>还不能开始</translation>
    </message>
    <message>
        <source>Learning takes {time}</source>
        <translation>学习需要{time}</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在估算</translation>
    </message>
    <message>
        <source>Measuring what it takes</source>
        <translation>正在估算所需资源</translation>
    </message>
    <message>
        <source>Ready to learn</source>
        <translation>可以开始学习了</translation>
    </message>
    <message>
        <source>Start learning</source>
        <translation>开始学习</translation>
    </message>
    <message>
        <source>You can go on asking meanwhile, and close the window: it goes on at the next start.</source>
        <translation>其间你可以继续提问，也可以关闭窗口：下次启动时会接着进行。</translation>
    </message>
</context>
<context>
    <name>PreflightBar</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>正在检查文件</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>ProblemBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Prose</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>Quotes</name>
    <message>
        <source>Quote {n}</source>
        <translation>摘录 {n}</translation>
    </message>
</context>
<context>
    <name>ScoreBars</name>
    <message>
        <source>After</source>
        <translation>学习后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>学习前</translation>
    </message>
    <message>
        <source>Scores before and after learning</source>
        <translation>学习前后的得分</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Ask about this</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Begin a question with the selected words</source>
        <translation>用所选文字开始提问</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected words (Ctrl+C)</source>
        <translation>复制所选文字（Ctrl+C）</translation>
    </message>
</context>
<context>
    <name>SelectionStrip</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Ask about it</source>
        <translation>就此提问</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open in its application</source>
        <translation>用默认程序打开</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>SelfTestRow</name>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Everything works on this machine.</source>
        <translation>在这台电脑上一切正常。</translation>
    </message>
    <message>
        <source>It was stopped; nothing is left of it.</source>
        <translation>已停止，没有留下任何内容。</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Load the backbone</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Opens a small PDF made for it, summarises it, asks a question and learns two steps, in a temporary workspace. Half a minute; questions of yours wait for that long.</source>
        <translation>在临时工作区中打开一份专用的小 PDF，为它生成摘要、提一个问题并学习两步。约需半分钟，其间你的提问会稍候。</translation>
    </message>
    <message>
        <source>Read a PDF</source>
        <translation>读取 PDF</translation>
    </message>
    <message>
        <source>Run the self-test</source>
        <translation>运行自检</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>生成摘要</translation>
    </message>
    <message>
        <source>The application made a mistake ({kind}); the log below says more.</source>
        <translation>程序出错（{kind}），详情见下方日志。</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Backbones</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>关闭设置</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SourcesPart</name>
    <message>
        <source>A token is kept.</source>
        <translation>已保存访问令牌。</translation>
    </message>
    <message>
        <source>Address of a mirror</source>
        <translation>镜像地址</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget the token</source>
        <translation>移除访问令牌</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep the token</source>
        <translation>保存访问令牌</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Paste it here</source>
        <translation>粘贴到这里</translation>
    </message>
    <message>
        <source>Some backbones are only given to accounts that asked their makers. A token stands for your account; it is kept in the system&apos;s keyring and sent to nobody but the hub, or the mirror below.</source>
        <translation>有些模型只提供给向制作者申请过的账号。访问令牌代表你的账号，保存在系统的密钥环里，只会发送给模型库或下面填写的镜像。</translation>
    </message>
    <message>
        <source>The address of a copy of the hub, where the hub itself cannot be reached. Empty: the hub itself. A token that is kept is sent there, too.</source>
        <translation>无法访问模型库时，填写其副本的地址；留空则使用模型库本身。已保存的访问令牌也会发送到那里。</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>访问令牌</translation>
    </message>
</context>
<context>
    <name>StageList</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>The version after</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>The version before</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>{n} of {all}</source>
        <translation>{n}/{all}</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message numerus="yes">
        <source>%n problem(s) were found. What can still be read stays readable.</source>
        <translation>
            <numerusform>发现 %Ln 处问题。仍可读取的内容不受影响。</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy keeps documents&apos; text, summaries and conversations as they are now. Checking compares everything with everything. Compacting gives the room of what was removed back to the disk.</source>
        <translation>“创建副本”会保存文档文字、摘要和对话的现状。“检查”会全面核对各项内容。“压缩空间”会把已移除内容占用的空间还给磁盘。</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>Change the place of the workspace</source>
        <translation>更换工作区的位置</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Clear this?</source>
        <translation>要清理吗？</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>压缩空间</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Copies of the workspace but the newest are lost. If the workspace is damaged, only that one can take its place.</source>
        <translation>除最新的一份外，工作区的其他副本都会丢失。万一工作区损坏，只能用那一份替代。</translation>
    </message>
    <message>
        <source>Documents&apos; text and index</source>
        <translation>文档文字与索引</translation>
    </message>
    <message>
        <source>For finding by meaning</source>
        <translation>语义检索索引</translation>
    </message>
    <message>
        <source>Going back to one of those backbones means that its summaries are made again, which takes hours for many documents. Those of the one in use stay.</source>
        <translation>如果以后换回那些模型，就要重新生成摘要，文档多时需要数小时。当前模型的摘要会保留。</translation>
    </message>
    <message>
        <source>It was stopped. Nothing that was stored is lost.</source>
        <translation>已停止。已存储的内容没有丢失。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Make a copy</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Nothing in the file was unused.</source>
        <translation>文件中没有未使用的空间。</translation>
    </message>
    <message>
        <source>Older copies</source>
        <translation>较早的副本</translation>
    </message>
    <message>
        <source>Older logs</source>
        <translation>较早的日志</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Summaries of other backbones</source>
        <translation>其他模型的摘要</translation>
    </message>
    <message>
        <source>The copy is {file}.</source>
        <translation>副本位于 {file}。</translation>
    </message>
    <message>
        <source>The workspace is whole: {documents} and {passages} agree with all that was made of them.</source>
        <translation>工作区完好：{documents}、{passages}与由其生成的内容全部一致。</translation>
    </message>
    <message>
        <source>There is nothing to clear.</source>
        <translation>没有可清理的内容。</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>What can be made again, or is seldom wanted. Documents always stay.</source>
        <translation>可以重新生成或很少用到的内容。文档始终保留。</translation>
    </message>
    <message>
        <source>What takes room</source>
        <translation>占用空间</translation>
    </message>
    <message>
        <source>What the application noted on earlier days is lost. Today&apos;s log stays.</source>
        <translation>之前的日志会丢失，今天的日志会保留。</translation>
    </message>
    <message>
        <source>What was learned</source>
        <translation>学到的内容</translation>
    </message>
    <message>
        <source>{size} were given back.</source>
        <translation>已释放 {size}。</translation>
    </message>
    <message>
        <source>{total} in all; {free} are free on that disk.</source>
        <translation>共 {total}；该磁盘可用 {free}。</translation>
    </message>
</context>
<context>
    <name>Switching</name>
    <message>
        <source>It could not be loaded ({kind}). The one from before is in use.</source>
        <translation>无法加载（{kind}），仍使用原来的模型。</translation>
    </message>
    <message>
        <source>It is being loaded. Until it is there, answers are quotes.</source>
        <translation>正在加载。在它就绪之前，回答是原文摘录。</translation>
    </message>
</context>
<context>
    <name>TakeInSheet</name>
    <message>
        <source>Beside the workspace: {folder}</source>
        <translation>工作区旁边：{folder}</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Import “{name}”</source>
        <translation>导入“{name}”</translation>
    </message>
    <message>
        <source>Keep them beside the workspace</source>
        <translation>放在工作区旁边</translation>
    </message>
    <message>
        <source>{brings} Where do they go?</source>
        <translation>{brings}要放在哪里？</translation>
    </message>
</context>
<context>
    <name>TitleBar</name>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation>关闭阅读器（Esc）</translation>
    </message>
    <message>
        <source>Find in this document (Ctrl+F)</source>
        <translation>在此文档中查找（Ctrl+F）</translation>
    </message>
    <message>
        <source>Open with the application for PDFs</source>
        <translation>用默认的 PDF 程序打开</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Show earlier questions</source>
        <translation>显示更早的问题</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>跳到末尾</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>已删除“{title}”。</translation>
    </message>
</context>
<context>
    <name>UnlockBar</name>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>That password does not open {file}. Try another.</source>
        <translation>这个密码打不开 {file}，请再试一次。</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>{files} are locked</source>
        <translation>{files}需要密码</translation>
    </message>
    <message>
        <source>{file} is locked</source>
        <translation>{file} 需要密码</translation>
    </message>
</context>
<context>
    <name>UpdateNotice</name>
    <message>
        <source>May LLoCO look once a week whether there is a newer version? It asks {host} for one small file and sends nothing about you or your documents.</source>
        <translation>可以让 LLoCO 每周查看一次有没有新版本吗？它只向 {host} 索取一个小文件，不发送关于你或你的文档的任何内容。</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>显示网页</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>好</translation>
    </message>
</context>
<context>
    <name>UpdatesRow</name>
    <message>
        <source>It was never looked up.</source>
        <translation>还没有查看过。</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>立即查看</translation>
    </message>
    <message>
        <source>Look once a week</source>
        <translation>每周查看一次</translation>
    </message>
    <message>
        <source>Looked up last: {moment}</source>
        <translation>上次查看：{moment}</translation>
    </message>
    <message>
        <source>Looking asks {host} for one small signed file. Nothing about you, this computer or your documents is sent. No version is downloaded by itself: you are told, and the rest is yours to do.</source>
        <translation>查看时只向 {host} 索取一个经过签名的小文件，不发送关于你、这台电脑或你的文档的任何内容。新版本不会自动下载：程序只告诉你，其余由你决定。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>显示网页</translation>
    </message>
    <message>
        <source>There is no newer version.</source>
        <translation>没有更新的版本。</translation>
    </message>
    <message>
        <source>There was an answer, but not one that can be trusted, so it is not used. The log says why.</source>
        <translation>收到了回应，但不可信，因此没有采用。原因见日志。</translation>
    </message>
    <message>
        <source>There was no answer. Check the connection of this computer, or try again later.</source>
        <translation>没有收到回应。请检查这台电脑的网络连接，或稍后重试。</translation>
    </message>
    <message>
        <source>This build names no place to look for newer versions, so it never looks for any.</source>
        <translation>这个安装包没有写明在哪里查看新版本，因此从不查看。</translation>
    </message>
</context>
<context>
    <name>VersionDelegate</name>
    <message>
        <source>{version} · in use</source>
        <translation>{version} · 使用中</translation>
    </message>
</context>
<context>
    <name>VersionModel</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not in use</source>
        <translation>未使用</translation>
    </message>
</context>
<context>
    <name>WorkCard</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message numerus="yes">
        <source>%n document(s) have no summaries yet.</source>
        <translation>
            <numerusform>%Ln 份文档还没有摘要。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Make summaries</source>
        <translation>生成摘要</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>WorkPanel</name>
    <message>
        <source>All that is running</source>
        <translation>全部进行中的任务</translation>
    </message>
    <message>
        <source>Go on with all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Running: {work}</source>
        <translation>进行中：{work}</translation>
    </message>
    <message>
        <source>Show each</source>
        <translation>逐项显示</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>answer</name>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Answer tokens</source>
        <translation>回答词元</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Counted in the library&apos;s own records</source>
        <translation>根据资料库自身的记录统计</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>First word after</source>
        <translation>首字用时</translation>
    </message>
    <message>
        <source>In total</source>
        <translation>总用时</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Prompt, in all</source>
        <translation>提示词总量</translation>
    </message>
    <message>
        <source>Read as summaries</source>
        <translation>以摘要读取</translation>
    </message>
    <message>
        <source>Read as text</source>
        <translation>以原文读取</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Searched everything, used nothing</source>
        <translation>检索了全部内容，没有可用的段落</translation>
    </message>
    <message>
        <source>Source tokens</source>
        <translation>原文词元</translation>
    </message>
    <message>
        <source>Stopped; the words that had come are kept</source>
        <translation>已停止；已生成的文字会保留</translation>
    </message>
    <message>
        <source>The answer could not be made because of a fault in the application; it was written to the log. Your documents are unharmed. Try again, or switch on “Quotes only”.</source>
        <translation>由于程序故障，未能生成回答；故障已写入日志，你的文档没有受到影响。请重试，或打开“只摘录原文”。</translation>
    </message>
    <message>
        <source>Used {passages} from {documents}</source>
        <translation>用到 {documents}中的 {passages}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none was needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>word for word</source>
        <translation>逐字摘录</translation>
    </message>
    <message>
        <source>{count}, each for {tokens} tokens</source>
        <translation>{count} 个，每个代表 {tokens} 个词元</translation>
    </message>
    <message>
        <source>{passages}, {tokens} tokens</source>
        <translation>{passages}，{tokens} 个词元</translation>
    </message>
    <message>
        <source>{ratio:.0f}x fewer tokens</source>
        <translation>词元减少到 1/{ratio:.0f}</translation>
    </message>
    <message>
        <source>{title}, p. {page}, score {score:.2f}</source>
        <translation>《{title}》第 {page} 页，相关度 {score:.2f}</translation>
    </message>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} 个词元</translation>
    </message>
</context>
<context>
    <name>asked</name>
    <message numerus="yes">
        <source>%n document(s) only</source>
        <translation>
            <numerusform>仅限 %Ln 份文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Another answer</source>
        <translation>另一个回答</translation>
    </message>
    <message>
        <source>Quotes only</source>
        <translation>只摘录原文</translation>
    </message>
    <message>
        <source>Whole documents</source>
        <translation>整份文档</translation>
    </message>
    <message>
        <source>Without what was learned</source>
        <translation>不用学到的内容</translation>
    </message>
</context>
<context>
    <name>backbone</name>
    <message>
        <source>Answers from</source>
        <translation>回答时可用</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值格式</translation>
    </message>
    <message>
        <source>One summary for</source>
        <translation>每个摘要概括</translation>
    </message>
    <message>
        <source>Reads at once</source>
        <translation>一次可读</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 个词元</translation>
    </message>
</context>
<context>
    <name>backbones</name>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%Ln 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Answers from</source>
        <translation>回答时可用</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Held-out score</source>
        <translation>预留问题得分</translation>
    </message>
    <message>
        <source>Its files name none</source>
        <translation>文件中没有注明</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>One summary for</source>
        <translation>每个摘要概括</translation>
    </message>
    <message>
        <source>Reads at once</source>
        <translation>一次可读</translation>
    </message>
    <message>
        <source>{device}, {numbers}. {reason}</source>
        <translation>{device}，{numbers}。{reason}</translation>
    </message>
    <message>
        <source>{f1} of 100 on questions it was never trained on</source>
        <translation>在从未训练过的问题上得 {f1} 分（满分 100）</translation>
    </message>
    <message>
        <source>{names}. The Learn page of a library imports one from the folder “adapters” of this backbone.</source>
        <translation>{names}。可以在资料库的“学习”标签里，从这个模型的“adapters”文件夹导入适配器。</translation>
    </message>
</context>
<context>
    <name>chat</name>
    <message>
        <source>Answers come with the page they are from. Click a source to read it there.</source>
        <translation>每个回答都会标明出自哪一页。点击出处，即可翻到原文。</translation>
    </message>
    <message>
        <source>Ask your own documents</source>
        <translation>向自己的文档提问</translation>
    </message>
    <message>
        <source>Ask “{library}”</source>
        <translation>向“{library}”提问</translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window to make your first library. Everything stays on this machine.</source>
        <translation>把 PDF 或文件夹拖到窗口任意位置，就能建立第一个资料库。所有内容都只留在这台电脑上。</translation>
    </message>
    <message>
        <source>Drop PDFs or folders anywhere on this window, then ask about them.</source>
        <translation>把 PDF 或文件夹拖到窗口任意位置，然后就可以提问。</translation>
    </message>
    <message>
        <source>No backbone is installed, so answers are quotes from your documents.</source>
        <translation>尚未安装模型，因此回答是文档中的原文摘录。</translation>
    </message>
    <message>
        <source>Reading your documents…</source>
        <translation>正在阅读你的文档…</translation>
    </message>
    <message>
        <source>The first can be asked about in a few seconds. You need not wait for the others.</source>
        <translation>几秒后就能就第一份文档提问，不必等其余的读完。</translation>
    </message>
    <message>
        <source>the backbone</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{name} does not know the language of most of these documents: rely on the quotes, not on what it writes or learns.</source>
        <translation>模型 {name} 不懂这里大多数文档的语言：请以原文摘录为准，不要依赖它写出的回答和学到的内容。</translation>
    </message>
    <message>
        <source>{name} is being loaded. Until it is ready, answers are quotes from your documents.</source>
        <translation>正在加载 {name}。在它就绪之前，回答是文档中的原文摘录。</translation>
    </message>
    <message>
        <source>{reason} Until then, answers are quotes.</source>
        <translation>{reason}在此之前，回答是原文摘录。</translation>
    </message>
    <message>
        <source>“{library}” is empty</source>
        <translation>“{library}”还是空的</translation>
    </message>
</context>
<context>
    <name>citation</name>
    <message>
        <source>Citation {n}: {where}</source>
        <translation>引用 {n}：{where}</translation>
    </message>
    <message>
        <source>{title}, p. {page}</source>
        <translation>《{title}》第 {page} 页</translation>
    </message>
</context>
<context>
    <name>confirm</name>
    <message>
        <source>Cancel learning</source>
        <translation>取消学习</translation>
    </message>
    <message>
        <source>Keep learning</source>
        <translation>继续学习</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <translation>停止学习</translation>
    </message>
    <message>
        <source>Stop learning “{name}”?</source>
        <translation>要停止学习“{name}”吗？</translation>
    </message>
    <message>
        <source>The questions that were made and all that was practised so far are lost. Documents, summaries and earlier versions stay. To go on later, pause it instead.</source>
        <translation>已拟好的问题和目前的练习成果都会丢失；文档、摘要和早先的版本会保留。如果以后还想继续，请改为暂停。</translation>
    </message>
</context>
<context>
    <name>diagnostics</name>
    <message>
        <source>It began at {began} and crashed. What was stored is kept. This was written when it ended:</source>
        <translation>上次运行始于 {began}，后来崩溃。已存储的内容不受影响。以下是结束时写下的内容：</translation>
    </message>
    <message>
        <source>It began at {began} and ended without closing: it was ended from outside, or the machine was switched off. What was stored is kept; nothing was written about it.</source>
        <translation>上次运行始于 {began}，没有正常关闭就结束了：可能是被外部终止，或电脑断电。已存储的内容不受影响；没有留下相关记录。</translation>
    </message>
    <message>
        <source>an unknown time</source>
        <translation>未知时间</translation>
    </message>
</context>
<context>
    <name>documents</name>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message>
        <source>Could not be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>File is gone</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>需要密码</translation>
    </message>
    <message>
        <source>Need attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Searchable</source>
        <translation>可检索</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Summarised</source>
        <translation>已生成摘要</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
</context>
<context>
    <name>drop</name>
    <message>
        <source> and </source>
        <translation>和</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%Ln 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>A web address cannot be imported</source>
        <translation>无法导入网址</translation>
    </message>
    <message>
        <source>Import library</source>
        <translation>导入资料库</translation>
    </message>
    <message>
        <source>LLoCO opens no web addresses. Save the PDF first, then drop the file.</source>
        <translation>LLoCO 不打开网址。请先保存 PDF，再把文件拖入。</translation>
    </message>
    <message>
        <source>a PDF from another program</source>
        <translation>来自其他程序的 PDF</translation>
    </message>
    <message>
        <source>all PDFs in “{name}”</source>
        <translation>“{name}”中的所有 PDF</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>({number} of {all})</source>
        <translation>（{number}/{all}）</translation>
    </message>
    <message>
        <source>Export conversations</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Not answered.</source>
        <translation>没有回答。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>{name} could not be written ({reason}). Nothing was changed; choose another place.</source>
        <translation>无法写入 {name}（{reason}）。没有改动任何内容；请换一个位置。</translation>
    </message>
    <message>
        <source>{title}, p. {page}</source>
        <translation>《{title}》第 {page} 页</translation>
    </message>
</context>
<context>
    <name>folders</name>
    <message numerus="yes">
        <source>%n file(s) still being written</source>
        <translation>
            <numerusform>%Ln 个文件仍在写入</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty now; is its drive unplugged? Nothing was removed.</source>
        <translation>现在是空的，是不是拔掉了磁盘？没有移除任何内容。</translation>
    </message>
    <message>
        <source>Not there now: renamed, or its drive is unplugged. Nothing was removed.</source>
        <translation>现在不在：可能已改名，或磁盘已拔掉。没有移除任何内容。</translation>
    </message>
    <message>
        <source>Will be looked at as soon as running imports are through</source>
        <translation>等进行中的导入完成后就会检查</translation>
    </message>
    <message>
        <source>You are not allowed to read it. Allow that, and watching goes on.</source>
        <translation>没有读取权限。授予权限后会继续关注。</translation>
    </message>
    <message>
        <source>{files} · looked at {time}</source>
        <translation>{files} · 检查于 {time}</translation>
    </message>
</context>
<context>
    <name>follow-up</name>
    <message>
        <source>Ask whole documents</source>
        <translation>问整份文档</translation>
    </message>
    <message>
        <source>Ask “{title}” alone</source>
        <translation>只问《{title}》</translation>
    </message>
    <message>
        <source>Show the passages word for word</source>
        <translation>逐字显示这些段落</translation>
    </message>
    <message>
        <source>What does “{title}” say about {term}?</source>
        <translation>《{title}》中关于“{term}”说了什么？</translation>
    </message>
    <message>
        <source>What is said about {term}?</source>
        <translation>关于“{term}”说了什么？</translation>
    </message>
</context>
<context>
    <name>going on</name>
    <message numerus="yes">
        <source>%n tasks from last time go on where they stopped.</source>
        <translation>
            <numerusform>上次的 %Ln 项任务会接着进行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning “{library}” goes on where it stopped.</source>
        <translation>接着学习“{library}”。</translation>
    </message>
    <message>
        <source>Summaries of “{library}” go on where they stopped.</source>
        <translation>接着为“{library}”生成摘要。</translation>
    </message>
    <message>
        <source>The download of a backbone goes on where it stopped.</source>
        <translation>模型的下载从停下的地方继续。</translation>
    </message>
    <message>
        <source>The download of the GPU support goes on where it stopped.</source>
        <translation>GPU 支持的下载从停下的地方继续。</translation>
    </message>
    <message>
        <source>The export of “{library}” goes on.</source>
        <translation>继续导出“{library}”。</translation>
    </message>
    <message>
        <source>The import into “{library}” goes on where it stopped.</source>
        <translation>接着导入到“{library}”。</translation>
    </message>
    <message>
        <source>Work from last time goes on where it stopped.</source>
        <translation>上次的任务会接着进行。</translation>
    </message>
</context>
<context>
    <name>guide</name>
    <message>
        <source>guide-en.pdf</source>
        <translation>guide-zh_CN.pdf</translation>
    </message>
</context>
<context>
    <name>importing</name>
    <message numerus="yes">
        <source>%n files and folders are being imported.</source>
        <translation>
            <numerusform>正在导入 %Ln 个文件和文件夹。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not PDFs and were left out.</source>
        <translation>
            <numerusform>%Ln 个文件不是 PDF，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files are not there any more.</source>
        <translation>
            <numerusform>%Ln 个文件已不存在。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders hold no PDF.</source>
        <translation>
            <numerusform>%Ln 个文件夹中没有 PDF。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these are web addresses; LLoCO opens no web addresses. Save the PDFs first, then drop the files.</source>
        <translation>
            <numerusform>其中 %Ln 个是网址；LLoCO 不打开网址。请先保存 PDF，再把文件拖入。</numerusform>
        </translation>
    </message>
    <message>
        <source>About {files}, {size}; needs about {need} in the workspace, but only {free} are free there. Nothing was imported. Free about {short} on that disk, choose another place for the workspace in the settings, or import fewer files.</source>
        <translation>约 {files}，{size}；在工作区中约需 {need}，而那里只剩 {free}。没有导入任何内容。请在该磁盘上腾出约 {short}、在设置中更换工作区的位置，或减少导入的文件。</translation>
    </message>
    <message>
        <source>About {files}, {size}; needs about {need} in the workspace, {free} are free.</source>
        <translation>约 {files}，{size}；在工作区中约需 {need}，可用 {free}。</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n file(s) and folder(s)…</source>
        <translation>
            <numerusform>正在检查 %Ln 个文件和文件夹…</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at “{name}”…</source>
        <translation>正在检查“{name}”…</translation>
    </message>
    <message>
        <source>The folder “{name}” holds no PDF.</source>
        <translation>文件夹“{name}”中没有 PDF。</translation>
    </message>
    <message>
        <source>{address} is a web address; LLoCO opens no web addresses. Save the PDF first, then drop the file.</source>
        <translation>{address} 是网址；LLoCO 不打开网址。请先保存 PDF，再把文件拖入。</translation>
    </message>
    <message>
        <source>“{name}” is being imported.</source>
        <translation>正在导入“{name}”。</translation>
    </message>
    <message>
        <source>“{name}” is not a PDF and was left out.</source>
        <translation>“{name}”不是 PDF，已略过。</translation>
    </message>
    <message>
        <source>“{name}” is not there any more.</source>
        <translation>“{name}”已不存在。</translation>
    </message>
</context>
<context>
    <name>learn</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%Ln 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%Ln 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Examples a second</source>
        <translation>每秒样例数</translation>
    </message>
    <message>
        <source>Examples a step</source>
        <translation>每步样例数</translation>
    </message>
    <message>
        <source>Learned from {n} of {all} documents</source>
        <translation>已学习 {all} 份文档中的 {n} 份</translation>
    </message>
    <message>
        <source>Learned on from</source>
        <translation>学习起点</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learning, stage {n} of {all}</source>
        <translation>正在学习，第 {n} 阶段，共 {all} 个阶段</translation>
    </message>
    <message>
        <source>Making questions</source>
        <translation>正在拟定问题</translation>
    </message>
    <message>
        <source>Measuring answers after</source>
        <translation>检验学习后的回答</translation>
    </message>
    <message>
        <source>Measuring answers before</source>
        <translation>检验学习前的回答</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Not measured here</source>
        <translation>未在此检验</translation>
    </message>
    <message>
        <source>Other subjects</source>
        <translation>其他主题</translation>
    </message>
    <message>
        <source>Practising</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Rank and alpha</source>
        <translation>秩与 alpha</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Saying so when the answer is not there</source>
        <translation>没有答案时如实说明</translation>
    </message>
    <message>
        <source>Score {before:.1f} → {after:.1f}</source>
        <translation>得分 {before:.1f} → {after:.1f}</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>This library, questions it never practised</source>
        <translation>此资料库中从未练习过的问题</translation>
    </message>
    <message>
        <source>Time limit, minutes</source>
        <translation>时限（分钟）</translation>
    </message>
    <message>
        <source>Tokens of text</source>
        <translation>文字词元</translation>
    </message>
    <message>
        <source>Version {n}</source>
        <translation>版本 {n}</translation>
    </message>
    <message>
        <source>What learning takes could not be measured because of a fault in the application; it was written to the log. Nothing was changed.</source>
        <translation>由于程序故障，未能估算学习所需的资源；故障已写入日志，没有改动任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>约 %Ln 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>约 %Ln 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>about {n}</source>
        <translation>约 {n} 个</translation>
    </message>
    <message>
        <source>d MMM yyyy, HH:mm</source>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message>
        <source>name, number or quotation to recall</source>
        <translation>需要记住的名称、数字或引文</translation>
    </message>
    <message>
        <source>names, numbers and quotations to recall</source>
        <translation>需要记住的名称、数字或引文</translation>
    </message>
    <message>
        <source>passage {done} of {total}</source>
        <translation>第 {done} 段，共 {total} 段</translation>
    </message>
    <message>
        <source>question about another subject</source>
        <translation>其他主题的问题</translation>
    </message>
    <message>
        <source>question of yours</source>
        <translation>你的问题</translation>
    </message>
    <message>
        <source>question whose answer is not there</source>
        <translation>文档中没有答案的问题</translation>
    </message>
    <message>
        <source>question with its answer</source>
        <translation>附有答案的问题</translation>
    </message>
    <message>
        <source>question {done} of {total}</source>
        <translation>第 {done} 个问题，共 {total} 个</translation>
    </message>
    <message>
        <source>questions about other subjects</source>
        <translation>其他主题的问题</translation>
    </message>
    <message>
        <source>questions of yours</source>
        <translation>你的问题</translation>
    </message>
    <message>
        <source>questions whose answer is not there</source>
        <translation>文档中没有答案的问题</translation>
    </message>
    <message>
        <source>questions with their answers</source>
        <translation>附有答案的问题</translation>
    </message>
    <message>
        <source>step {done} of {total}</source>
        <translation>第 {done} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>summaries to write</source>
        <translation>要写的摘要</translation>
    </message>
    <message>
        <source>summary to write</source>
        <translation>要写的摘要</translation>
    </message>
    <message>
        <source>text to continue</source>
        <translation>要续写的文字</translation>
    </message>
    <message>
        <source>texts to continue</source>
        <translation>要续写的文字</translation>
    </message>
    <message>
        <source>the beginning</source>
        <translation>从头开始</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done}/{total}</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} 小时 {m} 分</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>{n} ({tokens} tokens of text)</source>
        <translation>{n} 份（{tokens} 个词元）</translation>
    </message>
    <message>
        <source>{size} of {free} free</source>
        <translation>{size}（可用 {free}）</translation>
    </message>
    <message>
        <source>{what}, {questions}: {before:.1f} before ({before_range}), {after:.1f} after ({after_range}); the difference is {gain}.</source>
        <translation>{what}，{questions}：学习前 {before:.1f}（{before_range}），学习后 {after:.1f}（{after_range}）；相差 {gain}。</translation>
    </message>
</context>
<context>
    <name>libraries</name>
    <message numerus="yes">
        <source>%n PDF(s) are not in it: they are not where they were, or have changed since.</source>
        <translation>
            <numerusform>有 %Ln 个 PDF 没有包含在内：它们已不在原处，或已有变动。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%Ln 段对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) are lost too.</source>
        <translation>
            <numerusform>%Ln 段对话也会丢失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) will not be watched any more.</source>
        <translation>
            <numerusform>不再关注 %Ln 个文件夹。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n version(s) of what was learned are lost too.</source>
        <translation>
            <numerusform>学到的 %Ln 个版本也会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>About {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>It brings {documents} and the PDFs themselves ({size}).</source>
        <translation>其中有 {documents}，以及 PDF 文件本身（{size}）。</translation>
    </message>
    <message>
        <source>It holds no documents.</source>
        <translation>其中没有文档。</translation>
    </message>
    <message>
        <source>The PDF files stay where they are.</source>
        <translation>PDF 文件仍在原处。</translation>
    </message>
    <message numerus="yes">
        <source>The PDFs of %n document(s) are not on this computer: they can be asked, but not opened.</source>
        <translation>
            <numerusform>%Ln 份文档的 PDF 不在这台电脑上：可以就其提问，但无法打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was made from its {documents} ({pages}) is lost: search index and summaries.</source>
        <translation>由其中 {documents}（{pages}）生成的检索索引和摘要都会丢失。</translation>
    </message>
    <message>
        <source>“{name}” was exported to {file} ({size}).</source>
        <translation>“{name}”已导出到 {file}（{size}）。</translation>
    </message>
    <message>
        <source>“{name}” was imported with {documents}.</source>
        <translation>已导入“{name}”，共 {documents}。</translation>
    </message>
</context>
<context>
    <name>library menu</name>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Export library…</source>
        <translation>导出资料库…</translation>
    </message>
    <message>
        <source>Import library…</source>
        <translation>导入资料库…</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>New library</source>
        <translation>新建资料库</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>offers</name>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>How much it is will be asked for first; {free} are free on that disk. Nothing is downloaded where it would not fit.</source>
        <translation>会先查询大小；该磁盘可用 {free}。放不下时什么也不会下载。</translation>
    </message>
    <message>
        <source>In {precision}</source>
        <translation>{precision} 精度</translation>
    </message>
    <message>
        <source>It takes {needed} of the disk, and {free} are free. Make room there first.</source>
        <translation>需要 {needed} 磁盘空间，可用 {free}。请先腾出空间。</translation>
    </message>
    <message>
        <source>It takes {stays} of the disk, and {needed} for as long as its weights are written anew in a form that cannot carry programs; {free} are free.</source>
        <translation>占用 {stays} 磁盘空间；在把权重改写成不会夹带程序的格式期间需要 {needed}；可用 {free}。</translation>
    </message>
    <message>
        <source>It takes {stays} of the disk; {free} are free.</source>
        <translation>占用 {stays} 磁盘空间；可用 {free}。</translation>
    </message>
    <message>
        <source>Its size is known when it is looked for</source>
        <translation>大小在查询之后才知道</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Published adapters</source>
        <translation>已发布的适配器</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>{come} of {size} are here</source>
        <translation>已下载 {come}，共 {size}</translation>
    </message>
    <message>
        <source>{numbers} tokens</source>
        <translation>{numbers} 个词元</translation>
    </message>
    <message>
        <source>{n} billion</source>
        <translation>约 {n}B</translation>
    </message>
    <message>
        <source>{n} million</source>
        <translation>约 {n}M</translation>
    </message>
    <message>
        <source>{size} to download</source>
        <translation>需下载 {size}</translation>
    </message>
</context>
<context>
    <name>prose</name>
    <message>
        <source>[image]</source>
        <translation>[图片]</translation>
    </message>
</context>
<context>
    <name>sample</name>
    <message>
        <source>Are my PDF files deleted when I delete a library?</source>
        <translation>删除资料库时，我的 PDF 文件会被删除吗？</translation>
    </message>
    <message>
        <source>Does the application need an internet connection?</source>
        <translation>这个程序需要联网吗？</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>User guide {n}</source>
        <translation>使用指南 {n}</translation>
    </message>
    <message>
        <source>Where do the sources in an answer come from?</source>
        <translation>回答中的出处是怎么来的？</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source> and </source>
        <translation>，而且</translation>
    </message>
    <message>
        <source>, and </source>
        <translation>，</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>4 bits</source>
        <translation>4 位</translation>
    </message>
    <message>
        <source>4-bit and 8-bit weights need the package bitsandbytes, which is not installed here. Nothing was loaded; install it, or choose another precision.</source>
        <translation>4 位和 8 位权重需要 bitsandbytes 软件包，这里没有安装。没有加载任何内容；请安装它，或选择其他精度。</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>A compression ratio can be chosen for pooled backbones only.</source>
        <translation>只有池化模型可以选择压缩比。</translation>
    </message>
    <message>
        <source>A conversation needs a title.</source>
        <translation>对话需要一个标题。</translation>
    </message>
    <message>
        <source>A copy takes {needed} MB and {folder} has {free} MB free, so none was made. Free some space there, or choose another place.</source>
        <translation>副本需要 {needed} MB，而 {folder} 只剩 {free} MB，因此没有复制。请在那里腾出空间，或换一个位置。</translation>
    </message>
    <message>
        <source>A document was removed at the moment at which learning began. Nothing was changed; begin again.</source>
        <translation>开始学习的同时有文档被移除。没有改动任何内容，请重新开始。</translation>
    </message>
    <message>
        <source>A library is being learned just now, so that learning was not tested. Pause that first.</source>
        <translation>正在学习一个资料库，因此没有测试学习功能。请先暂停学习。</translation>
    </message>
    <message>
        <source>A library is being learned with the present backbone, so that it was not changed. Wait for that, or cancel it first.</source>
        <translation>正在用当前模型学习一个资料库，因此没有更换模型。请等学习结束，或先取消它。</translation>
    </message>
    <message>
        <source>A library needs a name.</source>
        <translation>资料库需要一个名称。</translation>
    </message>
    <message>
        <source>A page of {name}, after page {pages},</source>
        <translation>{name} 第 {pages} 页之后的一页</translation>
    </message>
    <message>
        <source>A part of the pack is missing: {missing}. Put all parts into one folder; nothing was changed.</source>
        <translation>组件包缺少一部分：{missing}。请把所有部分放进同一个文件夹；没有改动任何内容。</translation>
    </message>
    <message>
        <source>A setting has a value that makes no sense; nothing was changed.</source>
        <translation>有一项设置的值不合理；没有改动任何内容。</translation>
    </message>
    <message>
        <source>Adapter {adapter} is no longer in the workspace.</source>
        <translation>适配器 {adapter} 已不在工作区中。</translation>
    </message>
    <message>
        <source>All files are here and were checked</source>
        <translation>所有文件都已下载并核对</translation>
    </message>
    <message>
        <source>All of the first {n} passages found are from its library.</source>
        <translation>最先找到的 {n} 个段落全部来自它的资料库。</translation>
    </message>
    <message>
        <source>An adapter fits one backbone, and none is ready. {reason} Nothing was imported.</source>
        <translation>适配器只适用于一个模型，而现在没有就绪的模型。{reason}没有导入任何内容。</translation>
    </message>
    <message>
        <source>An adapter needs a dropout from 0 up to below 1, and layers to adapt.</source>
        <translation>适配器的 dropout 须不小于 0 且小于 1，并须指明要适配的层。</translation>
    </message>
    <message>
        <source>An adapter needs a rank from 1 to 256 and an alpha of at least 1.</source>
        <translation>适配器的秩须在 1 到 256 之间，alpha 至少为 1。</translation>
    </message>
    <message>
        <source>An earlier write to {file} failed, so that its whole batch was taken back. What was stored before it is kept.</source>
        <translation>先前写入 {file} 失败，整批内容已撤回。在此之前存储的内容不受影响。</translation>
    </message>
    <message>
        <source>Another backbone was chosen while this library was being learned, so that was stopped and nothing of it was kept. Learn again with this one, or go back to the other.</source>
        <translation>学习资料库期间换了模型，因此学习已停止，成果没有保留。请用现在的模型重新学习，或换回原来的模型。</translation>
    </message>
    <message>
        <source>Another program is already downloading to {place}. Wait for it, or stop it there.</source>
        <translation>另一个程序正在向 {place} 下载。请等待它完成，或在那里停止它。</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Answering questions with the adapter</source>
        <translation>正在使用适配器回答问题</translation>
    </message>
    <message>
        <source>Answering questions without the adapter</source>
        <translation>正在不用适配器回答问题</translation>
    </message>
    <message>
        <source>Asking the model hub…</source>
        <translation>正在询问模型库…</translation>
    </message>
    <message>
        <source>Better on {n} held-out questions ({numbers}), but {but}. {kept}</source>
        <translation>在 {n} 个预留问题上更好（{numbers}），但是{but}。{kept}</translation>
    </message>
    <message>
        <source>Better on {n} held-out questions: {numbers}; {others}.</source>
        <translation>在 {n} 个预留问题上更好：{numbers}；{others}。</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>正在检查副本</translation>
    </message>
    <message>
        <source>Checking the workspace</source>
        <translation>正在检查工作区</translation>
    </message>
    <message>
        <source>Checking {name}</source>
        <translation>正在核对 {name}</translation>
    </message>
    <message>
        <source>Checking {name} ({percent}%)</source>
        <translation>正在核对 {name}（{percent}%）</translation>
    </message>
    <message>
        <source>Choose 4 bits, in which it fits.</source>
        <translation>请选择 4 位，这样放得下。</translation>
    </message>
    <message>
        <source>Choose 8 bits, in which it fits.</source>
        <translation>请选择 8 位，这样放得下。</translation>
    </message>
    <message>
        <source>Choose {format}, in which it fits.</source>
        <translation>请选择 {format}，这样放得下。</translation>
    </message>
    <message>
        <source>Close it and choose 4 bits, or use a smaller backbone.</source>
        <translation>请关闭它并选择 4 位，或使用更小的模型。</translation>
    </message>
    <message>
        <source>Close it, or use a smaller backbone.</source>
        <translation>请关闭它，或使用更小的模型。</translation>
    </message>
    <message>
        <source>Close other programs, or ask about fewer documents.</source>
        <translation>请关闭其他程序，或就更少的文档提问。</translation>
    </message>
    <message>
        <source>Close them and choose 4 bits, or use a smaller backbone.</source>
        <translation>请关闭它们并选择 4 位，或使用更小的模型。</translation>
    </message>
    <message>
        <source>Close them, or use a smaller backbone.</source>
        <translation>请关闭它们，或使用更小的模型。</translation>
    </message>
    <message>
        <source>Comes with the application and runs on any machine. A stand-in: it finds plainly stated facts, in English, and no more.</source>
        <translation>随程序附带，在任何电脑上都能运行。它只是替身：能找出英文里直接写明的事实，仅此而已。</translation>
    </message>
    <message>
        <source>Conversation {n} is no longer in the workspace.</source>
        <translation>对话 {n} 已不在工作区中。</translation>
    </message>
    <message>
        <source>Converting {name} ended unexpectedly. It stays as it is; convert it again to go on.</source>
        <translation>{name} 的转换意外中止，原文件保持不变；请再次转换以继续。</translation>
    </message>
    <message>
        <source>Converting {name} to safetensors</source>
        <translation>正在把 {name} 转换为 safetensors</translation>
    </message>
    <message>
        <source>Copying the files beside it</source>
        <translation>正在复制相关文件</translation>
    </message>
    <message>
        <source>Copying the workspace</source>
        <translation>正在复制工作区</translation>
    </message>
    <message>
        <source>Copying what is new</source>
        <translation>正在复制新增内容</translation>
    </message>
    <message>
        <source>Distractors and seed cannot be negative.</source>
        <translation>干扰项数量和随机种子不能为负数。</translation>
    </message>
    <message>
        <source>Document {document} is not in the workspace.</source>
        <translation>文档 {document} 不在工作区中。</translation>
    </message>
    <message>
        <source>Downloading {name}</source>
        <translation>正在下载 {name}</translation>
    </message>
    <message>
        <source>Drawing a page of {name} took longer than {seconds:g} seconds and was stopped; {kept}. Open the file in another viewer to see the page.</source>
        <translation>绘制 {name} 的一页超过了 {seconds:g} 秒，已停止；{kept}。请用其他阅读器打开文件查看该页。</translation>
    </message>
    <message>
        <source>Exporting {library}</source>
        <translation>正在导出“{library}”</translation>
    </message>
    <message>
        <source>Fits {gpus} together {how} {room}, but not for learning.</source>
        <translation>{how}放得进合在一起的几块显卡（{gpus}），{room}，但不够学习之用。</translation>
    </message>
    <message>
        <source>Fits {how} only with {spilt} of its {layers} layers on the processor, which makes every answer much slower; it comes {room}, but not for learning.</source>
        <translation>{how}时，{layers} 层里有 {spilt} 层只能放在处理器上，每个回答都会慢得多；{room}，但不够学习之用。</translation>
    </message>
    <message>
        <source>Fits {place} {how} {room}, and for learning.</source>
        <translation>{how}放得进{place}，{room}，也够学习之用。</translation>
    </message>
    <message>
        <source>Fits {place} {how} {room}, but not for learning.</source>
        <translation>{how}放得进{place}，{room}，但不够学习之用。</translation>
    </message>
    <message>
        <source>Getting the backbone ready</source>
        <translation>正在准备模型</translation>
    </message>
    <message>
        <source>Giving the room back</source>
        <translation>正在释放空间</translation>
    </message>
    <message>
        <source>I accept the Apache License 2.0, which the authors name on the page of these weights. Their code has no licence of its own.</source>
        <translation>我接受作者在权重页面上注明的 Apache License 2.0。他们的代码没有单独的许可证。</translation>
    </message>
    <message>
        <source>If it is a scan, install Tesseract ({install}), switch on text recognition (OCR) in the settings and retry</source>
        <translation>如果是扫描件，请安装 Tesseract（{install}），在设置中打开文字识别（OCR），然后重试</translation>
    </message>
    <message>
        <source>If it is a scan, switch on text recognition (OCR) in the settings and retry</source>
        <translation>如果是扫描件，请在设置中打开文字识别（OCR），然后重试</translation>
    </message>
    <message>
        <source>Imported from {folder}; it is not in use until you switch it on.</source>
        <translation>从 {folder} 导入；启用之后才会使用。</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>Indexing {title}</source>
        <translation>正在为《{title}》建立索引</translation>
    </message>
    <message>
        <source>It is kept, but not used.</source>
        <translation>它会保留，但不启用。</translation>
    </message>
    <message>
        <source>It is not known which pages version {version} learned from, so nothing would be left to measure by. Nothing was changed; learn afresh instead.</source>
        <translation>无法得知版本 {version} 学习过哪些页面，因此没有内容可以留作检验。没有改动任何内容；请从头学习。</translation>
    </message>
    <message>
        <source>Its library was deleted, so the conversation cannot come back.</source>
        <translation>它所在的资料库已删除，因此这段对话无法恢复。</translation>
    </message>
    <message>
        <source>Learned from all {n} documents</source>
        <translation>已学习全部 {n} 份文档</translation>
    </message>
    <message>
        <source>Learned from its document</source>
        <translation>已学习其中的文档</translation>
    </message>
    <message>
        <source>Learned from other documents</source>
        <translation>学习自其他文档</translation>
    </message>
    <message numerus="yes">
        <source>Learned from {learned} of {n} documents</source>
        <translation>
            <numerusform>已学习 {n} 份文档中的 {learned} 份</numerusform>
        </translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <source>Learning did not come to its {steps} steps.</source>
        <translation>学习没有走完 {steps} 步。</translation>
    </message>
    <message>
        <source>Learning failed: the loss is no longer a number. Nothing that existed was changed; try a smaller learning rate.</source>
        <translation>学习失败：损失已不是有效的数值。原有内容没有改动；请尝试更小的学习率。</translation>
    </message>
    <message>
        <source>Learning needs at least one epoch&apos;s worth of examples, of one row each.</source>
        <translation>学习至少需要一轮样例，每批至少一行。</translation>
    </message>
    <message>
        <source>Learning takes about {needed} of disk space, and {free} are free. Nothing was begun; free some space beside the workspace.</source>
        <translation>学习约需 {needed} 磁盘空间，现有 {free} 可用。尚未开始；请在工作区所在的磁盘腾出空间。</translation>
    </message>
    <message>
        <source>Learning takes about {needed} of memory, and {free} are free. Nothing was begun; close other programs, or learn with fewer rows at once.</source>
        <translation>学习约需 {needed} 内存，现有 {free} 可用。尚未开始；请关闭其他程序，或减少每批的行数。</translation>
    </message>
    <message>
        <source>Let it compute on the processor, which is slower, or use a smaller backbone.</source>
        <translation>请让它在处理器上运算（较慢），或使用更小的模型。</translation>
    </message>
    <message>
        <source>Let some of its layers compute on the processor, which is slower, or use a smaller backbone.</source>
        <translation>请让部分层在处理器上运算（较慢），或使用更小的模型。</translation>
    </message>
    <message>
        <source>Library {library} is no longer in the workspace.</source>
        <translation>资料库 {library} 已不在工作区中。</translation>
    </message>
    <message>
        <source>Loading the backbone</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Looking at the GPU support</source>
        <translation>正在查看显卡支持</translation>
    </message>
    <message>
        <source>Looking at what is here already…</source>
        <translation>正在查看已有的部分…</translation>
    </message>
    <message>
        <source>Looking at {folder}</source>
        <translation>正在查看 {folder}</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>正在查看 {name}</translation>
    </message>
    <message>
        <source>Looking up what each question reads</source>
        <translation>正在查找每个问题要读的内容</translation>
    </message>
    <message>
        <source>Making questions</source>
        <translation>正在拟定问题</translation>
    </message>
    <message>
        <source>Needs {needs}; {free} are free on the {gpu}, because {programs} hold memory.</source>
        <translation>需要 {needs}；显卡 {gpu} 可用 {free}，因为 {programs} 占用了显存。</translation>
    </message>
    <message>
        <source>Needs {needs}; {free} are free on the {gpu}, because {program} holds memory.</source>
        <translation>需要 {needs}；显卡 {gpu} 可用 {free}，因为 {program} 占用了显存。</translation>
    </message>
    <message>
        <source>Needs {needs}; {free} are free on the {gpu}.</source>
        <translation>需要 {needs}；显卡 {gpu} 可用 {free}。</translation>
    </message>
    <message>
        <source>Needs {needs}; {free} of this machine&apos;s memory are free.</source>
        <translation>需要 {needs}；这台电脑的内存可用 {free}。</translation>
    </message>
    <message>
        <source>Needs {size} {how}; this system does not say how much memory is free.</source>
        <translation>{how}需要 {size}；这个系统不说明还有多少可用内存。</translation>
    </message>
    <message>
        <source>No GPU with a driver was found.</source>
        <translation>没有找到装有驱动的显卡。</translation>
    </message>
    <message>
        <source>No adapters were published for {name}.</source>
        <translation>没有为 {name} 发布的适配器。</translation>
    </message>
    <message>
        <source>No backbone is ready, so these are the best-matching sentences, word for word.</source>
        <translation>没有就绪的模型，以下是逐字摘录的最相关句子。</translation>
    </message>
    <message>
        <source>No backbone named {wanted!r} is installed.</source>
        <translation>没有安装名为 {wanted!r} 的模型。</translation>
    </message>
    <message>
        <source>No copy could be made in {folder} ({error}). The workspace itself was not changed.</source>
        <translation>无法在 {folder} 中创建副本（{error}）。工作区本身没有改动。</translation>
    </message>
    <message>
        <source>No other sentences come as close.</source>
        <translation>没有其他同样接近的句子。</translation>
    </message>
    <message>
        <source>No question could be made in the time given. Nothing was changed; allow more minutes.</source>
        <translation>在限定的时间内没能拟出问题。没有改动任何内容；请放宽时间。</translation>
    </message>
    <message>
        <source>No questions could be made from this library, so there is nothing to learn from. Nothing was changed; add documents with running text, or questions of your own.</source>
        <translation>无法从此资料库拟出问题，因此没有可学习的内容。没有改动任何内容；请添加含有连贯文字的文档，或提供你自己的问题。</translation>
    </message>
    <message>
        <source>No summaries could be made of the test PDF.</source>
        <translation>无法为测试 PDF 生成摘要。</translation>
    </message>
    <message>
        <source>None of your questions is about a text of this library, and self-study is switched off. Nothing was changed.</source>
        <translation>你的问题都与此资料库的内容无关，而自拟问题又已关闭。没有改动任何内容。</translation>
    </message>
    <message>
        <source>Not better beyond chance on {n} held-out questions: {numbers}. {kept}</source>
        <translation>在 {n} 个预留问题上的提升未超出偶然波动：{numbers}。{kept}</translation>
    </message>
    <message>
        <source>Not learned yet</source>
        <translation>尚未学习</translation>
    </message>
    <message>
        <source>Nothing can be written to {place} ({detail}). What has come is kept.</source>
        <translation>无法写入 {place}（{detail}）。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>Nothing is left to learn from: the documents were removed, or the time was too short. Nothing was changed.</source>
        <translation>没有剩下可学习的内容：文档已被移除，或时间太短。没有改动任何内容。</translation>
    </message>
    <message>
        <source>Nothing relevant was found in the documents that were searched.</source>
        <translation>在检索的文档中没有找到相关内容。</translation>
    </message>
    <message>
        <source>Nothing was found, so there was nothing for an adapter to read.</source>
        <translation>没有找到内容，因此没有可供适配器阅读的段落。</translation>
    </message>
    <message>
        <source>On the processor because the settings say so</source>
        <translation>按照设置在处理器上运行</translation>
    </message>
    <message>
        <source>On the processor because the {name} has only {free:.1f} GB of memory free</source>
        <translation>在处理器上运算，因为显卡 {name} 只有 {free:.1f} GB 可用显存</translation>
    </message>
    <message>
        <source>On the processor because there is no GPU that can be used</source>
        <translation>在处理器上运算，因为没有可用的显卡</translation>
    </message>
    <message>
        <source>On the {name}</source>
        <translation>在 {name} 上运行</translation>
    </message>
    <message>
        <source>On the {name} with {count} layers on the processor</source>
        <translation>在 {name} 上运算，其中 {count} 层在处理器上</translation>
    </message>
    <message>
        <source>On {count} GPUs</source>
        <translation>在 {count} 块显卡上运算</translation>
    </message>
    <message>
        <source>Only Macs with Apple&apos;s own processors have a GPU that can be used.</source>
        <translation>只有使用 Apple 自家处理器的 Mac 才有可用的显卡。</translation>
    </message>
    <message>
        <source>Only {free} MB are free beside the workspace, which is too little to learn. Nothing was begun; free some space and try again.</source>
        <translation>工作区所在的磁盘只剩 {free} MB，不足以学习。尚未开始；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>打开 {name} 时</translation>
    </message>
    <message>
        <source>Page {detail} of {name} cannot be shown, it is missing or damaged; {kept}.</source>
        <translation>{name} 的第 {detail} 页缺失或已损坏，无法显示；{kept}。</translation>
    </message>
    <message>
        <source>PyTorch cannot use this Mac&apos;s GPU; macOS 14 or newer is needed for that.</source>
        <translation>PyTorch 无法使用这台 Mac 的显卡，需要 macOS 14 或更新的系统。</translation>
    </message>
    <message>
        <source>PyTorch with CUDA could not be loaded within {n} minutes.</source>
        <translation>{n} 分钟内没能加载带 CUDA 的 PyTorch。</translation>
    </message>
    <message>
        <source>PyTorch with CUDA does not work here ({kind}: {words}).</source>
        <translation>带 CUDA 的 PyTorch 在这里无法工作（{kind}：{words}）。</translation>
    </message>
    <message>
        <source>PyTorch with CUDA ended its process while it was loaded ({code}).</source>
        <translation>加载带 CUDA 的 PyTorch 时进程中止（{code}）。</translation>
    </message>
    <message>
        <source>Read {read} of {of} parts of the chosen document, spread evenly; the rest did not fit the backbone&apos;s window.</source>
        <translation>所选文档共 {of} 个部分，均匀地读了其中 {read} 个；其余的超出了模型的窗口。</translation>
    </message>
    <message>
        <source>Read {read} of {of} parts of the chosen documents, spread evenly; the rest did not fit the backbone&apos;s window.</source>
        <translation>所选的几份文档共 {of} 个部分，均匀地读了其中 {read} 个；其余的超出了模型的窗口。</translation>
    </message>
    <message>
        <source>Reading the library</source>
        <translation>正在阅读资料库</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <source>Reading {name} needs more memory than one file may take; {kept}. Split it into parts, print it to a new PDF, or raise the limit in the settings.</source>
        <translation>读取 {name} 所需的内存超出了单个文件的上限；{kept}。请拆分文件、重新打印成 PDF，或在设置中提高上限。</translation>
    </message>
    <message>
        <source>Reading {name} took longer than {seconds:g} seconds and was stopped; {kept}. Split it into parts, print it to a new PDF, or raise the limit in the settings.</source>
        <translation>读取 {name} 超过了 {seconds:g} 秒，已停止；{kept}。请拆分文件、重新打印成 PDF，或在设置中提高上限。</translation>
    </message>
    <message>
        <source>Reading {title}</source>
        <translation>正在阅读《{title}》</translation>
    </message>
    <message>
        <source>Rehearsing two batches</source>
        <translation>正在试跑两个批次</translation>
    </message>
    <message>
        <source>Removing files</source>
        <translation>正在移除文件</translation>
    </message>
    <message>
        <source>Removing summaries</source>
        <translation>正在移除摘要</translation>
    </message>
    <message>
        <source>Shares must lie between 0 and 1, and the held-out one between 0.05 and 0.5.</source>
        <translation>各项比例须在 0 和 1 之间，预留比例须在 0.05 和 0.5 之间。</translation>
    </message>
    <message>
        <source>Something else answered in place of {host}. This network may want you to sign in first: open any page in a browser, and try again.</source>
        <translation>回应的不是 {host}。这个网络可能要求先登录：请在浏览器中打开任意网页，然后重试。</translation>
    </message>
    <message>
        <source>Summaries of these documents are still being made, so these are the best-matching sentences.</source>
        <translation>这些文档的摘要还在生成，以下是最相关的句子。</translation>
    </message>
    <message>
        <source>Summaries of {unready} of the {count} documents of “{name}” are not finished yet. Nothing was begun; learn again when they are.</source>
        <translation>“{name}”的 {count} 份文档中有 {unready} 份尚未生成完摘要。尚未开始；请等摘要完成后再学习。</translation>
    </message>
    <message>
        <source>Summaries that were to be learned from are no longer there. Nothing was changed; learn again once the library&apos;s summaries are finished.</source>
        <translation>学习要用的摘要已不存在。没有改动任何内容；请等资料库的摘要生成完后再学习。</translation>
    </message>
    <message>
        <source>Summarising {title}</source>
        <translation>正在为《{title}》生成摘要</translation>
    </message>
    <message>
        <source>Taking {name} from the pack</source>
        <translation>正在从组件包取出 {name}</translation>
    </message>
    <message>
        <source>Text recognition (OCR) found none either</source>
        <translation>文字识别（OCR）也没有找到文字</translation>
    </message>
    <message>
        <source>Text recognition (OCR) needs Tesseract: install it ({install}) and retry</source>
        <translation>文字识别（OCR）需要 Tesseract：请安装（{install}）后重试</translation>
    </message>
    <message>
        <source>That backbone is in use. Use another one first, then remove it.</source>
        <translation>该模型正在使用。请先换用其他模型，再移除它。</translation>
    </message>
    <message>
        <source>That is the workspace&apos;s own folder of adapters. Choose another place to export to.</source>
        <translation>那是工作区自己的适配器文件夹。请选择其他导出位置。</translation>
    </message>
    <message>
        <source>That version was learned for another library, so nothing was changed.</source>
        <translation>该版本是为另一个资料库学习的，因此没有改动任何内容。</translation>
    </message>
    <message>
        <source>That version was learned for another library. Nothing was begun.</source>
        <translation>该版本是为另一个资料库学习的。尚未开始。</translation>
    </message>
    <message>
        <source>The GPU support is being downloaded. Cancel that first.</source>
        <translation>正在下载显卡支持。请先取消下载。</translation>
    </message>
    <message>
        <source>The GPU support is being worked on by another window or command. Wait for that one.</source>
        <translation>另一个窗口或命令正在处理显卡支持。请等待它完成。</translation>
    </message>
    <message>
        <source>The adapter could not be written to {target} ({reason}). Nothing was exported; choose another place.</source>
        <translation>无法把适配器写入 {target}（{reason}）。没有导出任何内容；请换一个位置。</translation>
    </message>
    <message>
        <source>The adapter in {folder} cannot be used: {why}. Nothing was changed.</source>
        <translation>{folder} 中的适配器无法使用：{why}。没有改动任何内容。</translation>
    </message>
    <message>
        <source>The adapter in {folder} cannot be used: {why}. Nothing was changed. Copy or export it again.</source>
        <translation>{folder} 中的适配器无法使用：{why}。没有改动任何内容。请重新复制或导出。</translation>
    </message>
    <message>
        <source>The adapter in {folder} was learned with the backbone {backbone_name} and does not fit {loaded}. Nothing was changed; answers go on without it.</source>
        <translation>{folder} 中的适配器是用模型 {backbone_name} 学习的，与 {loaded} 不匹配。没有改动任何内容；回答时不使用它。</translation>
    </message>
    <message>
        <source>The adapter in {name} was made for another backbone: its layers do not fit this one. Nothing was changed; answers go on without it.</source>
        <translation>{name} 中的适配器是为另一个模型制作的，各层与当前模型不匹配。没有改动任何内容；回答时不使用它。</translation>
    </message>
    <message>
        <source>The adapter of {name} was not used: {why}</source>
        <translation>没有使用{name}的适配器：{why}</translation>
    </message>
    <message>
        <source>The address of a mirror begins with https:// or http://.</source>
        <translation>镜像地址以 https:// 或 http:// 开头。</translation>
    </message>
    <message>
        <source>The address {host} was not found. Check the connection to the internet, and the mirror&apos;s address in the settings if you entered one. What has come is kept.</source>
        <translation>找不到地址 {host}。请检查网络连接；如果填写了镜像，也请检查设置中的镜像地址。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>The application made a mistake ({kind}: {error}); the log says more. What was stored is kept.</source>
        <translation>程序出错（{kind}：{error}），详情见日志。已存储的内容不受影响。</translation>
    </message>
    <message>
        <source>The application stopped {attempts} times while reading {name}, so it was set aside. Retry it from the documents list when it has been repaired.</source>
        <translation>读取 {name} 时程序中断了 {attempts} 次，因此已将它搁置。文件修复后，可在文档列表中重试。</translation>
    </message>
    <message>
        <source>The backbone does not know the language of these documents, so these are their own words.</source>
        <translation>模型不懂这些文档的语言，以下是文档原文。</translation>
    </message>
    <message>
        <source>The backbone file adapter/adapter.safetensors of {folder} is missing.</source>
        <translation>{folder} 缺少模型文件 adapter/adapter.safetensors。</translation>
    </message>
    <message>
        <source>The backbone file {folder}/{index} names no weights.</source>
        <translation>模型文件 {folder}/{index} 没有列出任何权重。</translation>
    </message>
    <message>
        <source>The backbone file {folder}/{shard} is missing; nothing was loaded. Copy or download the backbone again.</source>
        <translation>缺少模型文件 {folder}/{shard}，没有加载任何内容。请重新复制或下载模型。</translation>
    </message>
    <message>
        <source>The backbone file {name} does not hold settings.</source>
        <translation>模型文件 {name} 中没有设置。</translation>
    </message>
    <message>
        <source>The backbone file {name} holds more than tensors and was not opened, because it could run code; use a safetensors copy of the backbone.</source>
        <translation>模型文件 {name} 不止含有张量，可能会运行代码，因此没有打开。请使用 safetensors 格式的模型。</translation>
    </message>
    <message>
        <source>The backbone file {name} holds numbers of a kind that safetensors files cannot hold. It was not converted and stays as it is.</source>
        <translation>模型文件 {name} 含有 safetensors 无法保存的数字类型。没有转换，原文件保持不变。</translation>
    </message>
    <message>
        <source>The backbone file {name} is missing or cannot be read.</source>
        <translation>模型文件 {name} 缺失或无法读取。</translation>
    </message>
    <message>
        <source>The backbone file {name} is missing or cannot be read; copy the backbone again.</source>
        <translation>模型文件 {name} 缺失或无法读取；请重新复制模型。</translation>
    </message>
    <message>
        <source>The backbone file {name} is not valid JSON.</source>
        <translation>模型文件 {name} 不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The backbone file {name} is truncated or damaged; nothing was loaded. Copy or download the backbone again.</source>
        <translation>模型文件 {name} 不完整或已损坏，没有加载任何内容。请重新复制或下载模型。</translation>
    </message>
    <message>
        <source>The backbone folder {name} has no tokenizer, so it can be checked but cannot read text; copy the tokenizer files of its original into the folder.</source>
        <translation>模型文件夹 {name} 中没有分词器，因此可以检查但不能阅读文字；请把原模型的分词器文件复制进来。</translation>
    </message>
    <message>
        <source>The backbone found no answer in what it read; these sentences come closest.</source>
        <translation>模型在读到的内容中没有找到答案；以下句子最为接近。</translation>
    </message>
    <message>
        <source>The backbone gave no answer to rely on, so these are the documents&apos; own words.</source>
        <translation>模型没有给出可靠的回答，以下是文档原文。</translation>
    </message>
    <message>
        <source>The backbone is at work, so that it stays in memory. Wait until it is done, or pause that, then free the memory again.</source>
        <translation>模型正在工作，因此留在内存里。请等它完成，或暂停那项工作，再释放内存。</translation>
    </message>
    <message>
        <source>The backbone suggests “{text}”, but it is often wrong: these are the documents&apos; own words.</source>
        <translation>模型的推测是“{text}”，但它常常出错，以下是文档原文。</translation>
    </message>
    <message>
        <source>The backbone {folder} compresses {known}, not {chosen}x.</source>
        <translation>模型 {folder} 的压缩比为 {known}，而不是 {chosen}x。</translation>
    </message>
    <message>
        <source>The backbone {folder} has an adapter of type &apos;{adapter}&apos;, which this version cannot load; only &apos;mlp&apos; is known.</source>
        <translation>模型 {folder} 的适配器类型为“{adapter}”，此版本无法加载；只支持“mlp”。</translation>
    </message>
    <message>
        <source>The backbone {folder} lacks the tensor {summary_tensor}.</source>
        <translation>模型 {folder} 缺少张量 {summary_tensor}。</translation>
    </message>
    <message>
        <source>The backbone&apos;s model_config.json has a ratio or window below one.</source>
        <translation>模型的 model_config.json 中压缩比或窗口小于 1。</translation>
    </message>
    <message>
        <source>The backbone&apos;s own answer was not supported by what it read, so these are the documents&apos; words.</source>
        <translation>模型自己的回答在读到的内容中没有依据，以下是文档原文。</translation>
    </message>
    <message>
        <source>The backbone&apos;s window of {encoder_window_size} tokens is not a multiple of its compression ratio {ratio}.</source>
        <translation>模型的窗口为 {encoder_window_size} 个词元，不是压缩比 {ratio} 的整数倍。</translation>
    </message>
    <message>
        <source>The best and {more} more of the first {n} passages found are from its library.</source>
        <translation>最先找到的 {n} 个段落中，最相关的一个和另外 {more} 个来自它的资料库。</translation>
    </message>
    <message>
        <source>The best of the first {n} passages found are from its library.</source>
        <translation>最先找到的 {n} 个段落中，最相关的一个来自它的资料库。</translation>
    </message>
    <message>
        <source>The compression ratios of a backbone with concat pooling must be multiples of its own.</source>
        <translation>采用拼接池化的模型，其各个压缩比必须是自身压缩比的倍数。</translation>
    </message>
    <message>
        <source>The connection to {host} broke several times. What has come is kept; try again to go on.</source>
        <translation>与 {host} 的连接多次中断。已下载的部分已保留；请重试以继续。</translation>
    </message>
    <message>
        <source>The connection to {host} is not secure, so nothing was taken from it ({detail}). A proxy or a virus scanner may stand between, or this computer&apos;s clock may be wrong.</source>
        <translation>与 {host} 的连接不安全，因此没有接收任何内容（{detail}）。中间可能有代理或杀毒软件，也可能是这台电脑的时钟不准。</translation>
    </message>
    <message>
        <source>The copy has {count} problems ({first}), so the workspace stays where it is. Check the present one first.</source>
        <translation>副本有 {count} 处问题（{first}），因此工作区留在原处。请先检查现在的工作区。</translation>
    </message>
    <message>
        <source>The disk is full. {name} stays as it is; make room, then convert it again to go on.</source>
        <translation>磁盘已满。{name} 保持不变；请腾出空间，再次转换以继续。</translation>
    </message>
    <message>
        <source>The disk of {place} cannot hold a file as large as {name}; disks formatted as FAT32 end at 4 GB. What has come is kept.</source>
        <translation>{place} 所在的磁盘存不下 {name} 这么大的文件；FAT32 格式的磁盘以 4 GB 为限。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>The disk of {place} is full. What has come is kept; make room, and try again to go on.</source>
        <translation>{place} 所在的磁盘已满。已下载的部分已保留；请腾出空间，然后重试以继续。</translation>
    </message>
    <message>
        <source>The download needs {needed} GB more and the disk of {place} has {free} GB free. Nothing was downloaded; make room, and try again.</source>
        <translation>下载还需要 {needed} GB，{place} 所在的磁盘可用 {free} GB。没有下载任何内容；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>The download was ended from outside. What has come is kept; try again to go on.</source>
        <translation>下载被外部中止。已下载的部分已保留；请重试以继续。</translation>
    </message>
    <message>
        <source>The file is damaged: {unreadable} of {pages} pages could not be read.</source>
        <translation>文件已损坏：{pages} 页中有 {unreadable} 页无法读取。</translation>
    </message>
    <message>
        <source>The file is damaged: {what}. Nothing was imported; get another copy of it.</source>
        <translation>文件已损坏：{what}。没有导入任何内容；请换一份副本。</translation>
    </message>
    <message>
        <source>The file was written by a newer version of the application. Nothing was imported; update the application, then import it again.</source>
        <translation>该文件由更新版本的程序写成。没有导入任何内容；请更新程序后再导入。</translation>
    </message>
    <message>
        <source>The file {folder}/{case} is empty, so there is nothing to compare.</source>
        <translation>文件 {folder}/{case} 是空的，没有可比较的内容。</translation>
    </message>
    <message>
        <source>The first page of {name}</source>
        <translation>{name} 的第一页</translation>
    </message>
    <message>
        <source>The installed PyTorch was built without CUDA or ROCm, so that no GPU can be used.</source>
        <translation>安装的 PyTorch 不带 CUDA 或 ROCm，因此无法使用显卡。</translation>
    </message>
    <message>
        <source>The keyring of this system did not remove the token. Remove it there yourself.</source>
        <translation>系统的密钥环没有移除访问令牌。请自行在那里移除。</translation>
    </message>
    <message>
        <source>The keyring of this system is locked or does not answer. Unlock it, and try again.</source>
        <translation>系统的密钥环已锁定或没有回应。请解锁后重试。</translation>
    </message>
    <message>
        <source>The learning rate must lie between 0 and 1.</source>
        <translation>学习率须在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>The library is no longer in the workspace, so nothing was exported.</source>
        <translation>资料库已不在工作区中，因此没有导出任何内容。</translation>
    </message>
    <message>
        <source>The library of the best passage has no adapter in use for this backbone.</source>
        <translation>最相关段落所在的资料库，没有为此模型启用适配器。</translation>
    </message>
    <message>
        <source>The library was removed before it could be learned.</source>
        <translation>还没开始学习，资料库就被移除了。</translation>
    </message>
    <message>
        <source>The library was removed while it was being learned, so nothing of it was kept.</source>
        <translation>学习期间资料库被移除，因此没有保留任何成果。</translation>
    </message>
    <message>
        <source>The list of GPU packages in {file} cannot be used ({error}).</source>
        <translation>{file} 中的显卡软件包列表无法使用（{error}）。</translation>
    </message>
    <message>
        <source>The list of backbones {path} cannot be used: {why}.</source>
        <translation>模型列表 {path} 无法使用：{why}。</translation>
    </message>
    <message>
        <source>The memory ran out while {name} answered; these are the documents&apos; own words.</source>
        <translation>{name} 回答时内存用尽；以下是文档的原文。</translation>
    </message>
    <message>
        <source>The memory ran out while {name} learned; nothing that existed was lost.</source>
        <translation>{name} 学习时内存用尽；已有的内容都没有丢失。</translation>
    </message>
    <message>
        <source>The memory ran out while {name} summarised; what was made is kept.</source>
        <translation>{name} 生成摘要时内存用尽；已生成的都已保留。</translation>
    </message>
    <message>
        <source>The minutes to learn for must be more than zero.</source>
        <translation>学习时间须大于零分钟。</translation>
    </message>
    <message>
        <source>The mirror {host} does not have {what}. Clear the mirror&apos;s address in the settings to ask the model hub itself, or enter another one.</source>
        <translation>镜像 {host} 没有 {what}。请在设置中清除镜像地址以使用模型库本身，或填写另一个镜像。</translation>
    </message>
    <message>
        <source>The mirror&apos;s address has to begin with https://, and {address} is none.</source>
        <translation>镜像地址必须以 https:// 开头，而 {address} 不是。</translation>
    </message>
    <message>
        <source>The model hub has no {repository}, or does not show it without permission. It may have been renamed or withdrawn.</source>
        <translation>模型库没有 {repository}，或者没有许可就不显示。它可能已改名或撤回。</translation>
    </message>
    <message>
        <source>The model hub no longer has the version of {repository} that is wanted. A newer version of this application may know another.</source>
        <translation>模型库已没有所需版本的 {repository}。本程序的新版本可能知道另一个版本。</translation>
    </message>
    <message>
        <source>The model in {folder} is of a kind that this version does not know.</source>
        <translation>此版本不认识 {folder} 中的模型类型。</translation>
    </message>
    <message>
        <source>The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 16x it reads the most at once; exact wording suffers.</source>
        <translation>较新的后继者：Qwen3 0.6B 阅读，Qwen3 4B 回答。16 倍压缩时一次读得最多，但原文措辞会有损失。</translation>
    </message>
    <message>
        <source>The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 4x it keeps most detail and reads less at once.</source>
        <translation>较新的后继者：Qwen3 0.6B 阅读，Qwen3 4B 回答。4 倍压缩时保留的细节最多，一次读得较少。</translation>
    </message>
    <message>
        <source>The modern successor: Qwen3 0.6B reads, Qwen3 4B answers. At 8x it is the middle way between detail and length.</source>
        <translation>较新的后继者：Qwen3 0.6B 阅读，Qwen3 4B 回答。8 倍压缩在细节与长度之间折中。</translation>
    </message>
    <message>
        <source>The name of a library may have {max_name} characters at most; this one has {count}.</source>
        <translation>资料库名称最多 {max_name} 个字符，现在有 {count} 个。</translation>
    </message>
    <message>
        <source>The name of a library may not hold line breaks or other control characters.</source>
        <translation>资料库名称不能包含换行或其他控制字符。</translation>
    </message>
    <message>
        <source>The owner of your access token has not been given access to {repository} yet. Ask for it at {address}, and try again when it was granted.</source>
        <translation>你的访问令牌所属的账号还没有获准访问 {repository}。请在 {address} 申请，获准后重试。</translation>
    </message>
    <message>
        <source>The pack lacks {name}, so nothing was changed.</source>
        <translation>组件包缺少 {name}，因此没有改动任何内容。</translation>
    </message>
    <message>
        <source>The package bitsandbytes, which 4-bit and 8-bit weights need, is not installed.</source>
        <translation>没有安装 4 位和 8 位权重所需的 bitsandbytes 软件包。</translation>
    </message>
    <message>
        <source>The paper&apos;s own: AutoCompressor Llama 2 7B writes 1,536 tokens as 50 summaries, about 30x fewer. English. Made to be taught: learn a library, or use one of the paper&apos;s five adapters.</source>
        <translation>论文所用的模型：AutoCompressor Llama 2 7B 把 1,536 个词元写成 50 个摘要，约为三十分之一。只懂英文。它适合继续学习：可以学习资料库，也可以使用论文的五个适配器之一。</translation>
    </message>
    <message>
        <source>The password does not open {name}; {kept}. Check the password and retry.</source>
        <translation>密码打不开 {name}；{kept}。请核对密码后重试。</translation>
    </message>
    <message>
        <source>The program that draws pages stopped at {name}; {kept}. Open the file in another viewer to see the page.</source>
        <translation>绘制页面的程序在 {name} 处中断；{kept}。请用其他阅读器打开文件查看该页。</translation>
    </message>
    <message>
        <source>The program that reads PDFs stopped while reading {name} ({how}); {kept}. The file is probably damaged: print it to a new PDF and import that.</source>
        <translation>读取 PDF 的程序在读取 {name} 时中断（{how}）；{kept}。文件很可能已损坏：请重新打印成 PDF 再导入。</translation>
    </message>
    <message>
        <source>The proxy of this network refused the connection to {host}. Check the proxy in the system&apos;s settings. What has come is kept.</source>
        <translation>这个网络的代理拒绝了与 {host} 的连接。请检查系统设置中的代理。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>The question does not seem to be about the documents, so no adapter read them.</source>
        <translation>这个问题似乎与文档无关，因此没有使用适配器。</translation>
    </message>
    <message>
        <source>The question is empty. Type what you would like to know.</source>
        <translation>问题是空的。请输入你想知道的内容。</translation>
    </message>
    <message>
        <source>The question with its documents takes {length} tokens, but the backbone reads {window}; ask about fewer documents or ask more briefly.</source>
        <translation>问题连同文档共 {length} 个词元，而模型只能读 {window} 个；请减少文档或缩短问题。</translation>
    </message>
    <message>
        <source>The questions do not fit the backbone&apos;s window. Nothing was changed.</source>
        <translation>问题超出了模型的窗口。没有改动任何内容。</translation>
    </message>
    <message>
        <source>The record of {name} was removed while it was imported; import it again if you need it.</source>
        <translation>导入 {name} 期间它的记录被移除；如有需要请重新导入。</translation>
    </message>
    <message>
        <source>The same content is already in this library as “{title}”.</source>
        <translation>此资料库中已有相同的内容：《{title}》。</translation>
    </message>
    <message>
        <source>The setting answer_tokens is at most {most}.</source>
        <translation>设置 answer_tokens 最大为 {most}。</translation>
    </message>
    <message>
        <source>The setting language knows no {language}.</source>
        <translation>设置 language 不支持 {language}。</translation>
    </message>
    <message>
        <source>The setting unload_after is a number of minutes; 0 is never.</source>
        <translation>设置 unload_after 是分钟数；0 表示从不。</translation>
    </message>
    <message>
        <source>The setting {name} must be greater than zero.</source>
        <translation>设置 {name} 必须大于零。</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {folder} ({error}), so nothing was changed. Free some space or allow writing there.</source>
        <translation>无法把设置保存到 {folder}（{error}），因此没有改动任何内容。请腾出空间，或允许在那里写入。</translation>
    </message>
    <message>
        <source>The settings could not be read, so the usual ones are used. What was there is kept in {file}.</source>
        <translation>无法读取设置，已改用默认设置。原有内容保存在 {file} 中。</translation>
    </message>
    <message>
        <source>The settings expansion, ocr and spill are either true or false.</source>
        <translation>设置 expansion、ocr 和 spill 只能是 true 或 false。</translation>
    </message>
    <message>
        <source>The settings in {file} cannot be used ({error}). Correct or remove that file; nothing else was changed.</source>
        <translation>{file} 中的设置无法使用（{error}）。请更正或移除该文件；没有改动其他内容。</translation>
    </message>
    <message>
        <source>The settings in {folder}/config.json describe no model that this version knows.</source>
        <translation>{folder}/config.json 中描述的模型，此版本不认识。</translation>
    </message>
    <message>
        <source>The settings in {folder}/{model_config} cannot be used: {error}.</source>
        <translation>{folder}/{model_config} 中的设置无法使用：{error}。</translation>
    </message>
    <message>
        <source>The settings of this learning run cannot be read ({error}).</source>
        <translation>无法读取这次学习的设置（{error}）。</translation>
    </message>
    <message>
        <source>The stored summaries {key} have {count} bytes instead of {expected}; remove the document and import it again.</source>
        <translation>存储的摘要 {key} 有 {count} 字节，而应为 {expected} 字节；请移除该文档后重新导入。</translation>
    </message>
    <message>
        <source>The tensor {summary_tensor} of {folder} does not fit its config.json.</source>
        <translation>{folder} 的张量 {summary_tensor} 与 config.json 不符。</translation>
    </message>
    <message>
        <source>The tensors in {name} do not fit the backbone&apos;s other parts.</source>
        <translation>{name} 中的张量与模型的其他部分不符。</translation>
    </message>
    <message>
        <source>The test PDF could not be read: {why}</source>
        <translation>无法读取测试 PDF：{why}</translation>
    </message>
    <message>
        <source>The test question found nothing in the test PDF.</source>
        <translation>测试问题在测试 PDF 中没有找到任何内容。</translation>
    </message>
    <message>
        <source>The tokenizer in {folder} cannot be read; copy or download the backbone again.</source>
        <translation>无法读取 {folder} 中的分词器；请重新复制或下载模型。</translation>
    </message>
    <message>
        <source>The tokenizer in {name} lacks the token {token}.</source>
        <translation>{name} 中的分词器缺少词元 {token}。</translation>
    </message>
    <message>
        <source>The version that was being learned on from was deleted. Nothing was changed; learn afresh.</source>
        <translation>作为起点的版本已被删除。没有改动任何内容；请从头学习。</translation>
    </message>
    <message>
        <source>The weights in {folder} do not fit its config.json; nothing was loaded.</source>
        <translation>{folder} 中的权重与 config.json 不符，没有加载任何内容。</translation>
    </message>
    <message>
        <source>The weights in {folder} lack {count} tensors or have them in another shape, {lost} for one; copy or download the backbone again.</source>
        <translation>{folder} 的权重缺少 {count} 个张量或形状不符，例如 {lost}；请重新复制或下载模型。</translation>
    </message>
    <message>
        <source>The workspace could not be copied to {folder} ({error}). It stays where it is.</source>
        <translation>无法把工作区复制到 {folder}（{error}）。它留在原处。</translation>
    </message>
    <message>
        <source>The workspace file {file} cannot be reached ({error}). What is stored was left as it is; check the disk and the permissions, then try again.</source>
        <translation>无法访问工作区文件 {file}（{error}）。已存储的内容没有改动；请检查磁盘和权限后重试。</translation>
    </message>
    <message>
        <source>The workspace file {file} is damaged and was left as it is. Put a copy in its place (older ones may lie in {folder}), or choose another workspace and import again.</source>
        <translation>工作区文件 {file} 已损坏，没有动它。请换上一份副本（{folder} 中可能有较早的副本），或选择其他工作区重新导入。</translation>
    </message>
    <message>
        <source>The workspace takes {needed} MB and {folder} has {free} MB free. It stays where it is.</source>
        <translation>工作区需要 {needed} MB，而 {folder} 只剩 {free} MB。它留在原处。</translation>
    </message>
    <message>
        <source>The workspace that was to be used, {new}, is not there, so {old} is used as before.</source>
        <translation>要使用的工作区 {new} 不存在，因此仍使用 {old}。</translation>
    </message>
    <message>
        <source>The workspace {folder} cannot be written to ({reason}). Nothing was changed; free some space or allow writing there, or choose another workspace.</source>
        <translation>无法写入工作区 {folder}（{reason}）。没有改动任何内容；请腾出空间、允许写入，或选择其他工作区。</translation>
    </message>
    <message>
        <source>The workspace {folder} is busy in another process. Nothing was changed; try again in a moment.</source>
        <translation>工作区 {folder} 正被另一个进程占用。没有改动任何内容；请稍后重试。</translation>
    </message>
    <message>
        <source>The workspace {folder} is open for reading only: nothing was changed.</source>
        <translation>工作区 {folder} 以只读方式打开：没有改动任何内容。</translation>
    </message>
    <message>
        <source>The workspace {folder} is open in another process. Nothing was changed; close the other one, or choose another workspace.</source>
        <translation>工作区 {folder} 已在另一个进程中打开。没有改动任何内容；请关闭那个进程，或选择其他工作区。</translation>
    </message>
    <message>
        <source>The workspace {folder} may not be written to. What it holds can still be read; allow writing there, or choose another workspace.</source>
        <translation>工作区 {folder} 不可写入。其中的内容仍可读取；请允许写入，或选择其他工作区。</translation>
    </message>
    <message>
        <source>The workspace {folder} needs an update, but no copy of it could be made first ({error}). Nothing was changed; free some space and start again.</source>
        <translation>工作区 {folder} 需要更新，但无法先创建副本（{error}）。没有改动任何内容；请腾出空间后重新启动。</translation>
    </message>
    <message>
        <source>The workspace {folder} was written by a newer version of the application (its format is {version}, this one knows {newest}), and was left as it is. Update the application to open it.</source>
        <translation>工作区 {folder} 由更新版本的程序写成（其格式为 {version}，本程序支持到 {newest}），没有动它。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>The workspace {folder} was written by an older version of the application. Start the application once to update it; nothing was changed.</source>
        <translation>工作区 {folder} 由旧版本的程序写成。请启动一次程序以更新它；没有改动任何内容。</translation>
    </message>
    <message>
        <source>The workspace {wanted} is not there, so the one in {used} is used for now. Connect its drive and start again, or choose another place in the settings.</source>
        <translation>工作区 {wanted} 不存在，因此暂时使用 {used} 中的工作区。请接上它所在的磁盘后重新启动，或在设置中选择其他位置。</translation>
    </message>
    <message>
        <source>There are no documents to ask yet. Import some PDFs first.</source>
        <translation>还没有可以提问的文档。请先导入一些 PDF。</translation>
    </message>
    <message>
        <source>There are no held-out questions to judge it by; at least {fewest} are needed. {kept}</source>
        <translation>没有可供检验的预留问题，至少需要 {fewest} 个。{kept}</translation>
    </message>
    <message>
        <source>There are no weights in {folder}: no model.safetensors and no pytorch_model.bin.</source>
        <translation>{folder} 中没有权重：既没有 model.safetensors，也没有 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>There are only {n} held-out questions to judge it by; at least {fewest} are needed. {kept}</source>
        <translation>可供检验的预留问题只有 {n} 个，至少需要 {fewest} 个。{kept}</translation>
    </message>
    <message>
        <source>There is already a library “{name}”. Choose another name.</source>
        <translation>已有名为“{name}”的资料库。请换一个名称。</translation>
    </message>
    <message>
        <source>There is an NVIDIA driver, but PyTorch cannot use it; a newer driver may help.</source>
        <translation>有 NVIDIA 驱动程序，但 PyTorch 无法使用；更新驱动程序也许能解决。</translation>
    </message>
    <message>
        <source>There is an {name}, but the installed PyTorch was built without CUDA and cannot use it.</source>
        <translation>这台电脑有 {name}，但安装的 PyTorch 不带 CUDA，无法使用它。</translation>
    </message>
    <message>
        <source>There is no GPU support to get for this edition of the application. Started from its source, it computes with the PyTorch that is installed there.</source>
        <translation>本程序的这个版本没有可获取的显卡支持。从源代码启动时，它用那里安装的 PyTorch 运算。</translation>
    </message>
    <message>
        <source>There is no adapter {adapter} for {name}. There are: {names}.</source>
        <translation>{name} 没有适配器 {adapter}。现有：{names}。</translation>
    </message>
    <message>
        <source>There is no backbone folder {folder}.</source>
        <translation>没有模型文件夹 {folder}。</translation>
    </message>
    <message>
        <source>There is no backbone in {folder}. Choose a folder that holds a model_config.json, or an AutoCompressor&apos;s config.json.</source>
        <translation>{folder} 中没有模型。请选择含有 model_config.json 或 AutoCompressor 的 config.json 的文件夹。</translation>
    </message>
    <message>
        <source>There is no backbone in {folder}: it has neither a {model_config} nor a Llama config.json with a summary_length.</source>
        <translation>{folder} 中没有模型：既没有 {model_config}，也没有带 summary_length 的 Llama config.json。</translation>
    </message>
    <message>
        <source>There is no backbone to learn with. {reason} Nothing was begun; add one first.</source>
        <translation>没有可用来学习的模型。{reason}尚未开始；请先添加模型。</translation>
    </message>
    <message>
        <source>There is no backbone {key} to get. There are: {names}.</source>
        <translation>没有可获取的模型 {key}。现有：{names}。</translation>
    </message>
    <message>
        <source>There is no backbone {name} any more.</source>
        <translation>模型 {name} 已不存在。</translation>
    </message>
    <message>
        <source>There is no connection to the internet. What has come is kept; try again when there is one.</source>
        <translation>没有网络连接。已下载的部分已保留；请在联网后重试。</translation>
    </message>
    <message>
        <source>There is no document {wanted} among those that are searched.</source>
        <translation>检索的文档中没有文档 {wanted}。</translation>
    </message>
    <message>
        <source>There is no folder {folder} to write to. Choose another place.</source>
        <translation>没有可写入的文件夹 {folder}。请换一个位置。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Nothing was imported.</source>
        <translation>没有文件夹 {folder}。没有导入任何内容。</translation>
    </message>
    <message>
        <source>There is no library “{name}”. {hint}</source>
        <translation>没有名为“{name}”的资料库。{hint}</translation>
    </message>
    <message>
        <source>There is no space left for the workspace {folder}. Everything stored before this step is kept; free some space and try again.</source>
        <translation>工作区 {folder} 所在的磁盘已满。此前存储的内容都已保留；请腾出空间后重试。</translation>
    </message>
    <message>
        <source>There is no such GPU here; choose the device &apos;auto&apos;.</source>
        <translation>这里没有这样的显卡；请选择设备“auto”。</translation>
    </message>
    <message>
        <source>There is no usable Apple GPU here; choose the device &apos;auto&apos; or &apos;cpu&apos;.</source>
        <translation>这里没有可用的 Apple 显卡；请选择设备“auto”或“cpu”。</translation>
    </message>
    <message>
        <source>There is no usable GPU here; choose the device &apos;auto&apos; or &apos;cpu&apos;.</source>
        <translation>这里没有可用的显卡；请选择设备“auto”或“cpu”。</translation>
    </message>
    <message>
        <source>There is no usable NVIDIA or AMD GPU here; choose the device &apos;auto&apos; or &apos;cpu&apos;.</source>
        <translation>这里没有可用的 NVIDIA 或 AMD 显卡；请选择设备“auto”或“cpu”。</translation>
    </message>
    <message>
        <source>There is no usable backbone named {wanted!r} (found: {names}). Add it, or choose another one in the settings.</source>
        <translation>没有名为 {wanted!r} 的可用模型（找到：{names}）。请添加它，或在设置中另选一个。</translation>
    </message>
    <message>
        <source>There is no workspace in {folder} yet. Import a PDF to begin one.</source>
        <translation>{folder} 中还没有工作区。导入一个 PDF 即可建立。</translation>
    </message>
    <message>
        <source>There is no workspace in {folder}. Choose an empty folder to move the present one there.</source>
        <translation>{folder} 中没有工作区。请选择一个空文件夹，把现在的工作区移过去。</translation>
    </message>
    <message>
        <source>There is not enough memory to load {name}.</source>
        <translation>内存不足，无法加载 {name}。</translation>
    </message>
    <message>
        <source>There is not enough room on the disk to convert {name}: {need:.1f} GB are needed for a while, {free:.1f} GB are free. It stays as it is; make room, then convert it.</source>
        <translation>磁盘空间不足，无法转换 {name}：暂时需要 {need:.1f} GB，可用 {free:.1f} GB。原文件保持不变；请腾出空间后再转换。</translation>
    </message>
    <message>
        <source>There is nothing to learn from: no question could be made. Nothing was changed.</source>
        <translation>没有可学习的内容：没能拟出任何问题。没有改动任何内容。</translation>
    </message>
    <message>
        <source>There is something at {folder} by now. Nothing was imported; choose another place for the PDFs.</source>
        <translation>{folder} 中现在已有内容。没有导入任何内容；请为 PDF 另选一个位置。</translation>
    </message>
    <message>
        <source>There is something at {target} already. Nothing was exported; choose another place.</source>
        <translation>{target} 处已有内容。没有导出任何内容；请换一个位置。</translation>
    </message>
    <message>
        <source>There is too little text to learn from: {usable} of the {fewest} stretches of running text that learning needs at least, so that some can be kept aside to measure by. Add documents and try again.</source>
        <translation>可供学习的文字太少：学习至少需要 {fewest} 段连贯文字，以便留出一部分作检验，而现在只有 {usable} 段。请添加文档后重试。</translation>
    </message>
    <message>
        <source>There was not enough memory for this step of the backbone; nothing stored was lost. Close other programs, ask about fewer documents, or choose a smaller backbone.</source>
        <translation>内存不足，模型无法完成这一步；已存储的内容没有丢失。请关闭其他程序、减少提问的文档，或选择更小的模型。</translation>
    </message>
    <message>
        <source>There was not enough memory to convert {name}. It stays as it is; close other programs, then convert it again.</source>
        <translation>内存不足，无法转换 {name}。原文件保持不变；请关闭其他程序，再次转换。</translation>
    </message>
    <message>
        <source>These weights derive from Meta&apos;s Llama 2. I have read and accept the Llama 2 Community License and its Acceptable Use Policy.</source>
        <translation>这些权重源自 Meta 的 Llama 2。我已阅读并接受 Llama 2 Community License 及其 Acceptable Use Policy。</translation>
    </message>
    <message>
        <source>This GPU cannot compute with 4-bit weights; choose another precision or device.</source>
        <translation>这块显卡不能用 4 位权重运算；请选择其他精度或设备。</translation>
    </message>
    <message>
        <source>This GPU cannot compute with 8-bit weights; choose 4 bits, or another device.</source>
        <translation>这块显卡不能用 8 位权重运算；请选择 4 位，或其他设备。</translation>
    </message>
    <message>
        <source>This backbone has no layers named {names}, which the adapter is for. Nothing was changed; answers go on without it.</source>
        <translation>此模型没有适配器所针对的层 {names}。没有改动任何内容；回答时不使用它。</translation>
    </message>
    <message>
        <source>This is not an access token. Copy the whole token from the model hub&apos;s settings; it begins with hf_.</source>
        <translation>这不是访问令牌。请从模型库的设置中复制完整的访问令牌，它以 hf_ 开头。</translation>
    </message>
    <message>
        <source>This library has no version {version} (it has: {known}).</source>
        <translation>此资料库没有版本 {version}（现有：{known}）。</translation>
    </message>
    <message>
        <source>This library has not been learned yet, so it has no versions.</source>
        <translation>此资料库尚未学习，因此没有版本。</translation>
    </message>
    <message>
        <source>This library is being learned already. Wait for that, or cancel it first.</source>
        <translation>此资料库正在学习。请等它结束，或先取消。</translation>
    </message>
    <message>
        <source>This needs about {size} in {folder}, where {free} are free. Nothing was begun; free some space, or choose another place.</source>
        <translation>这需要在 {folder} 中占用约 {size}，而那里只剩 {free}。尚未开始；请腾出空间，或换一个位置。</translation>
    </message>
    <message>
        <source>This system has no keyring that could keep the token safely, and it is not written to a file. On Linux, install GNOME Keyring or KWallet and sign in again.</source>
        <translation>这个系统没有能安全保存访问令牌的密钥环，而访问令牌不会写入文件。在 Linux 上，请安装 GNOME Keyring 或 KWallet，然后重新登录。</translation>
    </message>
    <message>
        <source>This was begun {attempts} times and the application ended each time before it was finished, so it is not tried again by itself. What was stored is kept; start it again to retry.</source>
        <translation>这项任务开始过 {attempts} 次，每次都在完成前因程序退出而中断，因此不再自动重试。已存储的内容不受影响；如需重试，请重新开始。</translation>
    </message>
    <message>
        <source>Tidying the word index</source>
        <translation>正在整理词语索引</translation>
    </message>
    <message>
        <source>Trying some answers</source>
        <translation>正在试答几个问题</translation>
    </message>
    <message>
        <source>Trying the GPU support</source>
        <translation>正在试用显卡支持</translation>
    </message>
    <message>
        <source>Trying the backbone&apos;s own questions</source>
        <translation>正在试用模型自拟的问题</translation>
    </message>
    <message>
        <source>Unpacking {name}</source>
        <translation>正在解压 {name}</translation>
    </message>
    <message>
        <source>Use a smaller backbone.</source>
        <translation>请使用更小的模型。</translation>
    </message>
    <message>
        <source>Version {n} of what was learned lacks files, so nothing was exported. Delete that version, then export again.</source>
        <translation>学到的版本 {n} 缺少文件，因此没有导出任何内容。请删除该版本，再重新导出。</translation>
    </message>
    <message>
        <source>Version {version} is being learned on from, so it was not deleted. Wait for that, or cancel it first.</source>
        <translation>版本 {version} 正被用作学习的起点，因此没有删除。请等学习结束，或先取消。</translation>
    </message>
    <message>
        <source>Version {version} was learned with another backbone ({backbone_name}), so it cannot be learned on from. Nothing was begun.</source>
        <translation>版本 {version} 是用另一个模型（{backbone_name}）学习的，因此不能作为起点。尚未开始。</translation>
    </message>
    <message>
        <source>Version {version} was learned with another backbone ({backbone_name}), so it cannot be used with this one. Nothing was changed.</source>
        <translation>版本 {version} 是用另一个模型（{backbone_name}）学习的，因此不能用于当前模型。没有改动任何内容。</translation>
    </message>
    <message>
        <source>Waiting for an answer…</source>
        <translation>正在等待回应…</translation>
    </message>
    <message>
        <source>Waiting for the model hub to answer…</source>
        <translation>正在等待模型库回应…</translation>
    </message>
    <message>
        <source>What was downloaded is whole, but cannot be used: {problem}</source>
        <translation>下载的内容完整，但无法使用：{problem}</translation>
    </message>
    <message>
        <source>What was dropped could not be kept ({reason}). Nothing was imported; free some space and drop it again.</source>
        <translation>拖入的内容无法保存（{reason}）。没有导入任何内容；请腾出空间后重新拖入。</translation>
    </message>
    <message>
        <source>What was dropped is not a PDF, so nothing was imported. Save it first, then drop the file.</source>
        <translation>拖入的不是 PDF，因此没有导入任何内容。请先保存成文件，再把文件拖入。</translation>
    </message>
    <message>
        <source>What was learned could not be written ({reason}). Nothing that existed was changed; free some space and learn again.</source>
        <translation>学到的内容无法写入（{reason}）。原有内容没有改动；请腾出空间后重新学习。</translation>
    </message>
    <message>
        <source>What was learned was switched off for this question.</source>
        <translation>这个问题没有使用学到的内容，因为已将其关闭。</translation>
    </message>
    <message>
        <source>With its weights in {bits} it fits on {place}: choose that in the settings of the backbone.</source>
        <translation>权重改用 {bits}就放得下（{place}）：请在模型的设置中选择。</translation>
    </message>
    <message>
        <source>Without self-study, learning needs a file of your own questions. Nothing was begun.</source>
        <translation>不用自拟问题时，学习需要一个包含你自己问题的文件。尚未开始。</translation>
    </message>
    <message>
        <source>Worse on {n} held-out questions: {numbers}. {kept}</source>
        <translation>在 {n} 个预留问题上变差：{numbers}。{kept}</translation>
    </message>
    <message>
        <source>Writing the file anew</source>
        <translation>正在重新写入文件</translation>
    </message>
    <message>
        <source>You are not allowed to read {name}; {kept}. Change its permissions and retry.</source>
        <translation>没有读取 {name} 的权限；{kept}。请修改权限后重试。</translation>
    </message>
    <message>
        <source>You stopped the import before this file was in the library. Try again to import it.</source>
        <translation>这个文件还没进入资料库，导入就被你停止了。点击重试即可导入。</translation>
    </message>
    <message>
        <source>Your access token was not sent to {host}, since connections there are not encrypted. Enter an address that begins with https://.</source>
        <translation>没有把你的访问令牌发送给 {host}，因为那里的连接没有加密。请填写以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>a document</source>
        <translation>一份文档</translation>
    </message>
    <message>
        <source>a name that is not in the text</source>
        <translation>含有原文中没有的名称</translation>
    </message>
    <message>
        <source>a near-duplicate of another question</source>
        <translation>与另一个问题几乎相同</translation>
    </message>
    <message>
        <source>a number that is not in the text</source>
        <translation>含有原文中没有的数字</translation>
    </message>
    <message>
        <source>a passage of references, tables or headings, about which nothing is asked</source>
        <translation>参考文献、表格或标题之类的段落，不就此提问</translation>
    </message>
    <message>
        <source>a question asked already</source>
        <translation>已经问过的问题</translation>
    </message>
    <message>
        <source>a question of yours that no text of the library is about</source>
        <translation>你的问题与资料库中的内容都无关</translation>
    </message>
    <message>
        <source>a question that could be about many passages</source>
        <translation>可能对应许多段落的问题</translation>
    </message>
    <message>
        <source>a question that gives its answer away</source>
        <translation>问题中已透露答案</translation>
    </message>
    <message>
        <source>a question that goes round in circles</source>
        <translation>循环重复的问题</translation>
    </message>
    <message>
        <source>a question that is not about its text</source>
        <translation>与原文无关的问题</translation>
    </message>
    <message>
        <source>a question too long to be asked</source>
        <translation>过长的问题</translation>
    </message>
    <message>
        <source>a question too short to be understood</source>
        <translation>过短而看不懂的问题</translation>
    </message>
    <message>
        <source>a quotation that is not in the text</source>
        <translation>含有原文中没有的引文</translation>
    </message>
    <message>
        <source>a removed library</source>
        <translation>已移除的资料库</translation>
    </message>
    <message>
        <source>an answer that goes round in circles</source>
        <translation>循环重复的答案</translation>
    </message>
    <message>
        <source>an answer that stands elsewhere than what is asked</source>
        <translation>答案与所问内容不在同一处</translation>
    </message>
    <message>
        <source>an answer that the backbone did not give twice</source>
        <translation>模型没能两次给出同样的答案</translation>
    </message>
    <message>
        <source>an answer too long to be one</source>
        <translation>过长的答案</translation>
    </message>
    <message>
        <source>an answer whose words are not in the text</source>
        <translation>用词不见于原文的答案</translation>
    </message>
    <message numerus="yes">
        <source>and {n} more lines</source>
        <translation>
            <numerusform>以及另外 {n} 行</numerusform>
        </translation>
    </message>
    <message>
        <source>bf16 because it is fast there</source>
        <translation>采用 bf16，因为该设备运算 bf16 较快</translation>
    </message>
    <message>
        <source>bf16 because this processor computes in it</source>
        <translation>采用 bf16，因为此处理器支持它</translation>
    </message>
    <message>
        <source>fp32 because it has no bf16</source>
        <translation>采用 fp32，因为该设备不支持 bf16</translation>
    </message>
    <message>
        <source>in 4 bits</source>
        <translation>以 4 位精度</translation>
    </message>
    <message>
        <source>in 8 bits</source>
        <translation>以 8 位精度</translation>
    </message>
    <message>
        <source>in {format}</source>
        <translation>以 {format} 精度</translation>
    </message>
    <message>
        <source>it does not hold one library</source>
        <translation>其中没有资料库，或不止一个</translation>
    </message>
    <message>
        <source>it does not list the layers that it is for</source>
        <translation>没有列出所针对的层</translation>
    </message>
    <message>
        <source>it holds documents that are not whole</source>
        <translation>其中有不完整的文档</translation>
    </message>
    <message>
        <source>it holds more than LoRA weights, {odd} for one</source>
        <translation>其中不止 LoRA 权重，例如 {odd}</translation>
    </message>
    <message>
        <source>it holds other parts than it says</source>
        <translation>其内容与清单不符</translation>
    </message>
    <message>
        <source>it holds parts of a kind that it may not hold</source>
        <translation>其中含有不允许的内容类型</translation>
    </message>
    <message>
        <source>it holds parts under names that it may not use</source>
        <translation>其中含有不允许的文件名</translation>
    </message>
    <message>
        <source>it is a web page, as a failed download often leaves it</source>
        <translation>它是一个网页，下载失败时常会如此</translation>
    </message>
    <message>
        <source>it is no library&apos;s file</source>
        <translation>它不是资料库文件</translation>
    </message>
    <message>
        <source>it is no library&apos;s file, or cut short</source>
        <translation>它不是资料库文件，或不完整</translation>
    </message>
    <message>
        <source>it is not a LoRA adapter</source>
        <translation>它不是 LoRA 适配器</translation>
    </message>
    <message>
        <source>it looks like a DjVu document</source>
        <translation>它看起来是 DjVu 文档</translation>
    </message>
    <message>
        <source>it looks like a GIF image</source>
        <translation>它看起来是 GIF 图片</translation>
    </message>
    <message>
        <source>it looks like a JPEG image</source>
        <translation>它看起来是 JPEG 图片</translation>
    </message>
    <message>
        <source>it looks like a PNG image</source>
        <translation>它看起来是 PNG 图片</translation>
    </message>
    <message>
        <source>it looks like a PostScript file</source>
        <translation>它看起来是 PostScript 文件</translation>
    </message>
    <message>
        <source>it looks like a TIFF image</source>
        <translation>它看起来是 TIFF 图片</translation>
    </message>
    <message>
        <source>it looks like a compressed archive</source>
        <translation>它看起来是压缩文件</translation>
    </message>
    <message>
        <source>it looks like an Office document or a ZIP archive</source>
        <translation>它看起来是 Office 文档或 ZIP 压缩文件</translation>
    </message>
    <message>
        <source>it looks like an RTF document</source>
        <translation>它看起来是 RTF 文档</translation>
    </message>
    <message>
        <source>it looks like an old Office document</source>
        <translation>它看起来是旧版 Office 文档</translation>
    </message>
    <message>
        <source>it only has the pickle {pickle_file}, which was not opened because it could run code</source>
        <translation>其中只有 pickle 文件 {pickle_file}，因可能运行代码而没有打开</translation>
    </message>
    <message>
        <source>it refuses no less than before</source>
        <translation>该拒答时的拒答并不比以前少</translation>
    </message>
    <message>
        <source>it uses {unread}, which this version does not compute</source>
        <translation>它用到此版本不支持的 {unread}</translation>
    </message>
    <message>
        <source>its database cannot be read</source>
        <translation>其数据库无法读取</translation>
    </message>
    <message>
        <source>its database has tables of another kind</source>
        <translation>其数据库的表结构不符</translation>
    </message>
    <message>
        <source>its database is not whole</source>
        <translation>其数据库不完整</translation>
    </message>
    <message>
        <source>its database is of another program</source>
        <translation>其数据库属于另一个程序</translation>
    </message>
    <message>
        <source>its library has no name</source>
        <translation>其中的资料库没有名称</translation>
    </message>
    <message>
        <source>its parts do not agree with each other</source>
        <translation>其各部分互不一致</translation>
    </message>
    <message>
        <source>its records cannot be read</source>
        <translation>其记录无法读取</translation>
    </message>
    <message>
        <source>its vectors have the wrong size</source>
        <translation>其向量的大小不对</translation>
    </message>
    <message>
        <source>its vectors hold no numbers</source>
        <translation>其向量中不是有效的数值</translation>
    </message>
    <message>
        <source>its {config_file} does not hold settings</source>
        <translation>其 {config_file} 中没有设置</translation>
    </message>
    <message>
        <source>its {config_file} has a rank, alpha or dropout that cannot be</source>
        <translation>其 {config_file} 中的秩、alpha 或 dropout 无效</translation>
    </message>
    <message>
        <source>its {config_file} is missing or cannot be read</source>
        <translation>其 {config_file} 缺失或无法读取</translation>
    </message>
    <message>
        <source>its {name} cannot be read</source>
        <translation>其 {name} 无法读取</translation>
    </message>
    <message>
        <source>its {origin_file} does not say where it comes from</source>
        <translation>其 {origin_file} 没有说明来源</translation>
    </message>
    <message>
        <source>its {report_file} is no report of a learning run</source>
        <translation>其 {report_file} 不是学习报告</translation>
    </message>
    <message>
        <source>its {weights_file} holds values that are no numbers</source>
        <translation>其 {weights_file} 中有无效的数值</translation>
    </message>
    <message>
        <source>its {weights_file} is missing or cannot be read</source>
        <translation>其 {weights_file} 缺失或无法读取</translation>
    </message>
    <message>
        <source>its {weights_file} is truncated or damaged</source>
        <translation>其 {weights_file} 不完整或已损坏</translation>
    </message>
    <message>
        <source>its {weights_file} lacks weights</source>
        <translation>其 {weights_file} 缺少权重</translation>
    </message>
    <message>
        <source>line {line}: {wrong}</source>
        <translation>第 {line} 行：{wrong}</translation>
    </message>
    <message>
        <source>longer than {most_question} (question) or {most_answer} (answer) characters</source>
        <translation>问题超过 {most_question} 个字符，或答案超过 {most_answer} 个字符</translation>
    </message>
    <message>
        <source>loss {first:.2f}, then {last:.2f}</source>
        <translation>损失由 {first:.2f} 变为 {last:.2f}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>no answer (write &quot;&quot; or null where the documents have none)</source>
        <translation>没有答案（如果文档中没有答案，请写 &quot;&quot; 或 null）</translation>
    </message>
    <message>
        <source>no question</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>不是 JSON</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>not a row of a table ({error})</source>
        <translation>不是表格中的一行（{error}）</translation>
    </message>
    <message>
        <source>nothing was imported from it</source>
        <translation>没有导入其中的内容</translation>
    </message>
    <message>
        <source>of {n} questions that the documents do not answer it refuses {after:.0f}% instead of {before:.0f}%</source>
        <translation>在文档中没有答案的 {n} 个问题上，拒答率从 {before:.0f}% 变为 {after:.0f}%</translation>
    </message>
    <message>
        <source>other questions are answered as before</source>
        <translation>其他问题的回答与以前相当</translation>
    </message>
    <message>
        <source>other questions were not measured</source>
        <translation>没有检验其他问题</translation>
    </message>
    <message>
        <source>parts of it are longer than they may be</source>
        <translation>其中有超出长度限制的内容</translation>
    </message>
    <message>
        <source>parts of it cannot be read</source>
        <translation>其中有无法读取的内容</translation>
    </message>
    <message>
        <source>parts of it have another size than it says</source>
        <translation>其中有内容的大小与清单不符</translation>
    </message>
    <message>
        <source>parts of it were changed</source>
        <translation>其中有内容被改动过</translation>
    </message>
    <message>
        <source>parts of its database are missing</source>
        <translation>其数据库缺少部分内容</translation>
    </message>
    <message>
        <source>process {pid}</source>
        <translation>进程 {pid}</translation>
    </message>
    <message>
        <source>refusing was not measured</source>
        <translation>没有检验拒答</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the {gpu}</source>
        <translation>显卡 {gpu}</translation>
    </message>
    <message>
        <source>the {gpu} ({size})</source>
        <translation>显卡 {gpu}（{size}）</translation>
    </message>
    <message>
        <source>the {name} is not a text</source>
        <translation>{name} 不是文字</translation>
    </message>
    <message>
        <source>this machine&apos;s memory</source>
        <translation>这台电脑的内存</translation>
    </message>
    <message>
        <source>this machine&apos;s memory ({size})</source>
        <translation>这台电脑的内存（{size}）</translation>
    </message>
    <message>
        <source>weights in 4 bits because the settings say so, computing in {numbers}</source>
        <translation>权重按设置采用 4 位，以 {numbers} 运算</translation>
    </message>
    <message>
        <source>weights in 4 bits because there is no room for more, computing in {numbers}</source>
        <translation>权重采用 4 位，因为放不下更多，以 {numbers} 运算</translation>
    </message>
    <message>
        <source>weights in 8 bits because the settings say so, computing in {numbers}</source>
        <translation>权重按设置采用 8 位，以 {numbers} 运算</translation>
    </message>
    <message>
        <source>what it says of itself cannot be read</source>
        <translation>其自身说明无法读取</translation>
    </message>
    <message>
        <source>what was imported from it is kept</source>
        <translation>已导入的内容会保留</translation>
    </message>
    <message>
        <source>what was learned lacks {file}</source>
        <translation>学到的内容缺少 {file}</translation>
    </message>
    <message>
        <source>with room for about {text} tokens of documents at once</source>
        <translation>一次可读约 {text} 个词元的文档</translation>
    </message>
    <message>
        <source>with room for all of its context</source>
        <translation>可以用满全部上下文</translation>
    </message>
    <message>
        <source>with room for only about {text} tokens of documents at once</source>
        <translation>一次只够读约 {text} 个词元的文档</translation>
    </message>
    <message>
        <source>{after} instead of {before} (gain {low} to {high})</source>
        <translation>由 {before} 变为 {after}（提升 {low} 至 {high}）</translation>
    </message>
    <message>
        <source>{error} It was tried {tries} times and set aside.</source>
        <translation>{error}已尝试 {tries} 次，现将它搁置。</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}).</source>
        <translation>无法读取 {file}（{reason}）。</translation>
    </message>
    <message>
        <source>{file} could not be imported ({why}). Nothing of it was kept; see that it can be read and that there is space, then import it again.</source>
        <translation>无法导入 {file}（{why}）。没有保留其中任何内容；请确认文件可读且空间充足，再重新导入。</translation>
    </message>
    <message>
        <source>{file} could not be written ({why}). Nothing was left there and the library is as it was; choose another place, or free some space.</source>
        <translation>无法写入 {file}（{why}）。那里没有留下任何内容，资料库也没有变化；请换一个位置，或腾出空间。</translation>
    </message>
    <message>
        <source>{file} has a header but no questions; nothing of the file was used.</source>
        <translation>{file} 有表头但没有问题；没有使用文件中的任何内容。</translation>
    </message>
    <message>
        <source>{file} has lines that cannot be used ({named}); nothing of the file was used.</source>
        <translation>{file} 中有无法使用的行（{named}）；没有使用文件中的任何内容。</translation>
    </message>
    <message>
        <source>{file} has {size:.0f} MB, more than the 64 MB of questions that can be read.</source>
        <translation>{file} 有 {size:.0f} MB，超出了问题文件 64 MB 的上限。</translation>
    </message>
    <message>
        <source>{file} is a database of another program, and was left as it is. Choose another workspace.</source>
        <translation>{file} 是另一个程序的数据库，没有动它。请选择其他工作区。</translation>
    </message>
    <message>
        <source>{file} is empty.</source>
        <translation>{file} 是空的。</translation>
    </message>
    <message>
        <source>{file} is not UTF-8 text (line {line}); save it as UTF-8 and try again.</source>
        <translation>{file} 不是 UTF-8 文本（第 {line} 行）；请另存为 UTF-8 后重试。</translation>
    </message>
    <message>
        <source>{file} is not a text file of questions; nothing of the file was used.</source>
        <translation>{file} 不是问题的文本文件；没有使用文件中的任何内容。</translation>
    </message>
    <message>
        <source>{first} and {last}</source>
        <translation>{first}和{last}</translation>
    </message>
    <message>
        <source>{fits} The processor takes much longer than a GPU would.</source>
        <translation>{fits}处理器比显卡慢得多。</translation>
    </message>
    <message>
        <source>{fits} The {gpu} has room for it once memory is given back by {programs}.</source>
        <translation>{fits}等 {programs} 归还显存之后，显卡 {gpu} 就放得下。</translation>
    </message>
    <message>
        <source>{folder} cannot be read: {reason}.</source>
        <translation>无法读取 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{folder} cannot be used as a workspace ({reason}). Nothing was changed; choose another folder.</source>
        <translation>{folder} 不能用作工作区（{reason}）。没有改动任何内容；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{folder} could not be copied into the workspace ({reason}). Nothing was imported.</source>
        <translation>无法把 {folder} 复制到工作区（{reason}）。没有导入任何内容。</translation>
    </message>
    <message>
        <source>{folder} could not be removed whole ({why}). Close what uses it, then remove it again.</source>
        <translation>{folder} 没有完全删除（{why}）。请关闭正在使用它的程序，再次删除。</translation>
    </message>
    <message>
        <source>{folder} could not be removed whole ({why}). It is not used any more; what is left goes at the next start.</source>
        <translation>{folder} 没有完全删除（{why}）。它已不再使用，剩余部分会在下次启动时删除。</translation>
    </message>
    <message>
        <source>{folder} has no pickles, so there is nothing to convert.</source>
        <translation>{folder} 没有 pickle 文件，没有可转换的内容。</translation>
    </message>
    <message>
        <source>{folder} holds something else than {name}. Nothing was downloaded; move that folder away.</source>
        <translation>{folder} 里的内容不是 {name}。没有下载任何内容；请把那个文件夹移走。</translation>
    </message>
    <message>
        <source>{folder} holds the present workspace, or lies in it. Choose another folder.</source>
        <translation>{folder} 包含现在的工作区，或位于其中。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{folder} is a file. Choose an empty folder.</source>
        <translation>{folder} 是文件。请选择一个空文件夹。</translation>
    </message>
    <message>
        <source>{folder} is in the list already.</source>
        <translation>{folder} 已在列表中。</translation>
    </message>
    <message>
        <source>{folder} is not empty. Choose an empty folder, or make one.</source>
        <translation>{folder} 不是空的。请选择或新建一个空文件夹。</translation>
    </message>
    <message>
        <source>{found} columns instead of {wanted}</source>
        <translation>应有 {wanted} 列，实为 {found} 列</translation>
    </message>
    <message>
        <source>{happened} {proposal}</source>
        <translation>{happened}{proposal}</translation>
    </message>
    <message>
        <source>{host} cannot be reached. Check the connection to the internet, and the mirror&apos;s address in the settings if you entered one. What has come is kept.</source>
        <translation>无法连接 {host}。请检查网络连接；如果填写了镜像，也请检查设置中的镜像地址。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>{host} cannot be reached. Check the connection to the internet. What has come is kept.</source>
        <translation>无法连接 {host}。请检查网络连接。已下载的部分已保留。</translation>
    </message>
    <message>
        <source>{host} does not answer as a mirror of the model hub does. Check its address in the settings, and whether this network wants you to sign in first.</source>
        <translation>{host} 的回应不像模型库的镜像。请检查设置中的地址，以及这个网络是否要求先登录。</translation>
    </message>
    <message>
        <source>{host} does not give out {name} any more. What has come is kept; a newer version of this application may know where it lies.</source>
        <translation>{host} 不再提供 {name}。已下载的部分已保留；本程序的新版本可能知道它在哪里。</translation>
    </message>
    <message>
        <source>{host} does not know your access token. It may have been revoked; enter a new one in the settings, and try again.</source>
        <translation>{host} 不认识你的访问令牌。它可能已被撤销；请在设置中填写新的访问令牌，然后重试。</translation>
    </message>
    <message>
        <source>{host} gave an answer that is not understood ({status}). What has come is kept; try again later.</source>
        <translation>{host} 的回应无法理解（{status}）。已下载的部分已保留；请稍后重试。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own at the moment ({status}). What has come is kept; try again later.</source>
        <translation>{host} 目前自身有故障（{status}）。已下载的部分已保留；请稍后重试。</translation>
    </message>
    <message>
        <source>{host} refuses to give out {repository}. A token with the permission to read it may help.</source>
        <translation>{host} 拒绝提供 {repository}。有读取权限的访问令牌也许有用。</translation>
    </message>
    <message>
        <source>{host} sent {name} in another size than it had announced, so it was not taken. The other files are kept; try again later.</source>
        <translation>{host} 发来的 {name} 与事先说明的大小不符，因此没有接收。其他文件已保留；请稍后重试。</translation>
    </message>
    <message>
        <source>{host} stopped answering. What has come is kept; try again later.</source>
        <translation>{host} 不再回应。已下载的部分已保留；请稍后重试。</translation>
    </message>
    <message numerus="yes">
        <source>{host} was asked too often from this network and wants a pause of {n} minutes. What has come is kept; try again then.</source>
        <translation>
            <numerusform>这个网络向 {host} 请求得太频繁，需要暂停 {n} 分钟。已下载的部分已保留；请到时重试。</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} as it is now</source>
        <translation>现在的 {name}</translation>
    </message>
    <message>
        <source>{name} belongs to the application and stays.</source>
        <translation>{name} 属于本程序，会保留。</translation>
    </message>
    <message>
        <source>{name} came damaged and was removed; the other files are kept. Try again: only this file is downloaded anew.</source>
        <translation>{name} 下载时损坏，已移除；其他文件已保留。请重试：只会重新下载这个文件。</translation>
    </message>
    <message>
        <source>{name} came with the application and is here already.</source>
        <translation>{name} 随程序附带，已经在这里。</translation>
    </message>
    <message>
        <source>{name} cannot be read ({why}). Nothing was imported.</source>
        <translation>无法读取 {name}（{why}）。没有导入任何内容。</translation>
    </message>
    <message>
        <source>{name} cannot be read. Nothing was imported.</source>
        <translation>无法读取 {name}。没有导入任何内容。</translation>
    </message>
    <message>
        <source>{name} changed while it was being read; {kept}. Retry when no other program is writing it.</source>
        <translation>读取期间 {name} 发生了变化；{kept}。请等其他程序写完后重试。</translation>
    </message>
    <message>
        <source>{name} comes under the {terms} ({address}), which has to be accepted first. Nothing was downloaded.</source>
        <translation>{name} 采用 {terms}（{address}），必须先接受。没有下载任何内容。</translation>
    </message>
    <message>
        <source>{name} could not be converted ({why}). It stays as it is.</source>
        <translation>{name} 无法转换（{why}）。原文件保持不变。</translation>
    </message>
    <message>
        <source>{name} could not be read ({reason}); {kept}. Check the disk that it is on and retry.</source>
        <translation>无法读取 {name}（{reason}）；{kept}。请检查所在磁盘后重试。</translation>
    </message>
    <message>
        <source>{name} could not be taken from the pack ({why}). What was taken is kept.</source>
        <translation>无法从组件包取出 {name}（{why}）。已取出的部分已保留。</translation>
    </message>
    <message>
        <source>{name} could not be written as it was read: the disk or the memory of this machine made an error. The original is kept; convert it again.</source>
        <translation>{name} 写入的内容与读取的不一致：这台电脑的磁盘或内存出了错。原文件已保留；请再次转换。</translation>
    </message>
    <message>
        <source>{name} fits: choose it in the settings of the backbone.</source>
        <translation>{name} 放得下：请在模型的设置中选择它。</translation>
    </message>
    <message>
        <source>{name} has no pages; {kept}. Get a whole copy if it should have some.</source>
        <translation>{name} 没有页面；{kept}。如果本应有页面，请换一份完整的副本。</translation>
    </message>
    <message>
        <source>{name} has no text on any page, so there is nothing to search. If it is a scan, install Tesseract and switch on text recognition (OCR), then retry.</source>
        <translation>{name} 所有页面都没有文字，没有可检索的内容。如果是扫描件，请安装 Tesseract 并打开文字识别（OCR），然后重试。</translation>
    </message>
    <message>
        <source>{name} has no text on any page, so {kept}. {detail}.</source>
        <translation>{name} 所有页面都没有文字，因此{kept}。{detail}。</translation>
    </message>
    <message>
        <source>{name} in {pack} is damaged, so it was not taken. Copy that part of the pack anew.</source>
        <translation>{pack} 中的 {name} 已损坏，因此没有取出。请重新复制组件包的这一部分。</translation>
    </message>
    <message>
        <source>{name} is a folder, not a file; {kept}. Import the folder as a whole, or choose a PDF file in it.</source>
        <translation>{name} 是文件夹，不是文件；{kept}。请导入整个文件夹，或选择其中的 PDF 文件。</translation>
    </message>
    <message>
        <source>{name} is an empty file (0 bytes), as an interrupted download leaves it; {kept}. Get it again and retry.</source>
        <translation>{name} 是空文件（0 字节），下载中断时常会如此；{kept}。请重新获取后重试。</translation>
    </message>
    <message>
        <source>{name} is being downloaded by another window or command. Wait for that one.</source>
        <translation>另一个窗口或命令正在下载 {name}。请等待它完成。</translation>
    </message>
    <message>
        <source>{name} is being downloaded. Cancel that first.</source>
        <translation>正在下载 {name}。请先取消下载。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short and cannot be repaired; {kept}. Get a whole copy and import that.</source>
        <translation>{name} 已损坏或不完整，无法修复；{kept}。请换一份完整的副本导入。</translation>
    </message>
    <message>
        <source>{name} is in use. Use another backbone first.</source>
        <translation>{name} 正在使用。请先换用另一个模型。</translation>
    </message>
    <message>
        <source>{name} is locked with a password; {kept}. Give the password and retry.</source>
        <translation>{name} 设有密码；{kept}。请输入密码后重试。</translation>
    </message>
    <message>
        <source>{name} is not a PDF: {detail}; {kept}. Save or print it as a PDF and import that.</source>
        <translation>{name} 不是 PDF：{detail}；{kept}。请另存或打印成 PDF 再导入。</translation>
    </message>
    <message>
        <source>{name} is not a PDF; {kept}. Save or print it as a PDF and import that.</source>
        <translation>{name} 不是 PDF；{kept}。请另存或打印成 PDF 再导入。</translation>
    </message>
    <message>
        <source>{name} is not a file, so there is nothing to import. Choose a PDF file instead.</source>
        <translation>{name} 不是文件，没有可导入的内容。请选择 PDF 文件。</translation>
    </message>
    <message>
        <source>{name} is not an ordinary file; {kept}. Choose a PDF file instead.</source>
        <translation>{name} 不是普通文件；{kept}。请选择 PDF 文件。</translation>
    </message>
    <message>
        <source>{name} is not there any more; {kept}. Check whether it was moved or renamed.</source>
        <translation>{name} 已不存在；{kept}。请检查它是否被移动或改名。</translation>
    </message>
    <message>
        <source>{name} needs a first line that names its columns, &quot;question&quot; and &quot;answer&quot; among them (or JSON lines with these keys); nothing of the file was used.</source>
        <translation>{name} 的第一行须写明列名，其中要有“question”和“answer”（或使用含有这两个键的 JSON 行）；没有使用文件中的任何内容。</translation>
    </message>
    <message>
        <source>{name} needs {need} in {folder} while it is converted, where {free} are free. What has come is kept; free some space, then go on.</source>
        <translation>转换 {name} 期间，{folder} 需要 {need}，可用 {free}。已下载的部分已保留；请腾出空间后继续。</translation>
    </message>
    <message>
        <source>{name} of {repository} is not the one that this application was made for, so nothing was downloaded. A newer version of the application may know it.</source>
        <translation>{repository} 的 {name} 不是本程序所适用的文件，因此没有下载任何内容。本程序的新版本可能认识它。</translation>
    </message>
    <message>
        <source>{name} on {device}, {dtype}</source>
        <translation>{name}，在 {device} 上，{dtype}</translation>
    </message>
    <message>
        <source>{name}, version {version}</source>
        <translation>{name}，版本 {version}</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <translation>
            <numerusform>{n} 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of {pages} pages have no text and cannot be searched.</source>
        <translation>
            <numerusform>{pages} 页中有 {n} 页没有文字，无法检索。</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} questions about other things are answered worse (F1 {numbers})</source>
        <translation>{n} 个其他主题的问题答得更差（F1 {numbers}）</translation>
    </message>
    <message>
        <source>{one} {other}</source>
        <translation>{one}{other}</translation>
    </message>
    <message>
        <source>{pack} is made for another version of this application (PyTorch {theirs}; this one has {ours}). Nothing was changed.</source>
        <translation>{pack} 适用于本程序的另一个版本（PyTorch {theirs}；这里是 {ours}）。没有改动任何内容。</translation>
    </message>
    <message>
        <source>{pack} is no pack of the GPU support.</source>
        <translation>{pack} 不是显卡支持的组件包。</translation>
    </message>
    <message numerus="yes">
        <source>{pages} pages, {n} passages</source>
        <translation>
            <numerusform>{pages} 页，{n} 个段落</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} belongs to the application&apos;s own workspace. Choose another folder.</source>
        <translation>{path} 属于程序自己的工作区。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{path} is not a folder, so it cannot be watched. Choose a folder.</source>
        <translation>{path} 不是文件夹，无法关注。请选择文件夹。</translation>
    </message>
    <message>
        <source>{precision} because the settings say so</source>
        <translation>按照设置采用 {precision}</translation>
    </message>
    <message>
        <source>{problem} It is not used: the application goes on computing on the processor.</source>
        <translation>{problem}它不会被使用：程序继续在处理器上运算。</translation>
    </message>
    <message>
        <source>{problem} Until then the usual settings are used.</source>
        <translation>{problem}在此之前使用默认设置。</translation>
    </message>
    <message>
        <source>{repository} at the model hub has no file {name}. It may have been renamed or withdrawn.</source>
        <translation>模型库的 {repository} 没有文件 {name}。它可能已改名或撤回。</translation>
    </message>
    <message>
        <source>{repository} is only given to people who have accepted its licence at {address}. Accept it there, make an access token, enter it in the settings, and try again.</source>
        <translation>{repository} 只提供给在 {address} 接受过其许可证的人。请在那里接受，生成访问令牌，填写到设置中，然后重试。</translation>
    </message>
    <message>
        <source>{repository} lists a file whose name is not allowed ({name}), so nothing was downloaded from it.</source>
        <translation>{repository} 列出了名称不被允许的文件（{name}），因此没有从那里下载任何内容。</translation>
    </message>
    <message>
        <source>{sentence} ({error})</source>
        <translation>{sentence}（{error}）</translation>
    </message>
    <message>
        <source>{size} {how}</source>
        <translation>{size}（{how}）</translation>
    </message>
    <message numerus="yes">
        <source>{text}; {n} that it learned from are gone</source>
        <translation>
            <numerusform>{text}；其中 {n} 份学习过的文档已不存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{tokens} tokens in {n} segments</source>
        <translation>
            <numerusform>{n} 个片段，共 {tokens} 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>{wheel} cannot be unpacked ({error}).</source>
        <translation>无法解压 {wheel}（{error}）。</translation>
    </message>
    <message>
        <source>{wheel} holds a file whose name is not allowed ({name}), so it was not unpacked.</source>
        <translation>{wheel} 含有名称不被允许的文件（{name}），因此没有解压。</translation>
    </message>
    <message>
        <source>{where} took longer than {seconds:g} seconds and was stopped; {kept}. Print it to a new PDF, or raise the limit in the settings.</source>
        <translation>{where}超过了 {seconds:g} 秒，已停止；{kept}。请重新打印成 PDF，或在设置中提高上限。</translation>
    </message>
    <message>
        <source>{why_place}, {why_precision}.</source>
        <translation>{why_place}，{why_precision}。</translation>
    </message>
    <message numerus="yes">
        <source>{words} words, {n} citations, first word after {seconds:.2f} s</source>
        <translation>
            <numerusform>{words} 个词，{n} 处引用，首字用时 {seconds:.2f} 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” has a single page, which is too little to learn from and to measure by. Nothing was begun; add more documents.</source>
        <translation>“{name}”只有一页，不足以学习和检验。尚未开始；请添加更多文档。</translation>
    </message>
    <message>
        <source>“{name}” has no documents to learn from yet. Import some PDFs first.</source>
        <translation>“{name}”还没有可学习的文档。请先导入一些 PDF。</translation>
    </message>
    <message>
        <source>“{name}” has no text, which is too little to learn from and to measure by. Nothing was begun; add more documents.</source>
        <translation>“{name}”没有文字，无法学习和检验。尚未开始；请添加更多文档。</translation>
    </message>
    <message>
        <source>“{title}” is already in the library; nothing was added.</source>
        <translation>《{title}》已在资料库中；没有添加任何内容。</translation>
    </message>
</context>
<context>
    <name>services</name>
    <message numerus="yes">
        <source>%n of {all} page(s) have no text and cannot be searched.</source>
        <translation>
            <numerusform>{all} 页中有 %Ln 页没有文字，无法检索。</numerusform>
        </translation>
    </message>
    <message>
        <source>The file has changed, and the earlier version is kept: {reason}</source>
        <translation>文件有变动，保留了较早的版本：{reason}</translation>
    </message>
    <message>
        <source>The file is gone from its folder; questions still find what was read from it.</source>
        <translation>文件已不在其文件夹中；提问时仍能检索到已读取的内容。</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>A new line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Anywhere in the window</source>
        <translation>窗口中任意位置</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Citation before, after</source>
        <translation>上一个、下一个引用</translation>
    </message>
    <message>
        <source>Close the viewer</source>
        <translation>关闭阅读器</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Filter the documents</source>
        <translation>筛选文档</translation>
    </message>
    <message>
        <source>Find in the document</source>
        <translation>在文档中查找</translation>
    </message>
    <message>
        <source>First page, last page</source>
        <translation>第一页、最后一页</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Import PDFs</source>
        <translation>导入 PDF</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import the files that were copied</source>
        <translation>导入已复制的文件</translation>
    </message>
    <message>
        <source>In lists</source>
        <translation>在列表中</translation>
    </message>
    <message>
        <source>In the page viewer</source>
        <translation>在阅读器中</translation>
    </message>
    <message>
        <source>In the question box</source>
        <translation>在提问框中</translation>
    </message>
    <message>
        <source>Larger, smaller</source>
        <translation>放大、缩小</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Move the library up, down</source>
        <translation>上移、下移资料库</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>New library</source>
        <translation>新建资料库</translation>
    </message>
    <message>
        <source>Next place found, place before</source>
        <translation>下一处、上一处结果</translation>
    </message>
    <message>
        <source>Open the document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Quit; work goes on next time</source>
        <translation>退出；下次启动时接着进行</translation>
    </message>
    <message>
        <source>Remove what is selected</source>
        <translation>移除所选项</translation>
    </message>
    <message>
        <source>Rename the library or conversation</source>
        <translation>重命名资料库或对话</translation>
    </message>
    <message>
        <source>Search the conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Select the page</source>
        <translation>选择整页</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show these shortcuts</source>
        <translation>显示快捷键</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>To the column before</source>
        <translation>到上一栏</translation>
    </message>
    <message>
        <source>To the next column</source>
        <translation>到下一栏</translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation>显示可用的操作</translation>
    </message>
    <message>
        <source>Write a question</source>
        <translation>输入问题</translation>
    </message>
</context>
<context>
    <name>switching</name>
    <message numerus="yes">
        <source>Summaries of %n document(s) will be made again in the background; until then answers are quotes. The present summaries are kept, so that going back costs nothing.</source>
        <translation>
            <numerusform>会在后台为 %Ln 份文档重新生成摘要；在此之前，回答是原文摘录。现有的摘要会保留，随时可以换回。</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” is being learned with the present backbone, which has to stay the same until that has ended. The change can wait for that, also over the next start.</source>
        <translation>正在用当前模型学习“{name}”，结束之前不能换模型。可以等学习结束后再换，重新启动也不影响。</translation>
    </message>
</context>
<context>
    <name>updates</name>
    <message>
        <source>It needs: {systems}.</source>
        <translation>系统要求：{systems}。</translation>
    </message>
    <message>
        <source>Version {version} is there: {news}</source>
        <translation>有新版本 {version}：{news}</translation>
    </message>
</context>
<context>
    <name>viewer</name>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%Ln 字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%Ln 份文档</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%Ln 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%Ln 个段落</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>还需约 %Ln 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>还需约 %Ln 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>还需不到一分钟</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>{sentence} {next}</source>
        <translation>{sentence}{next}</translation>
    </message>
    <message>
        <source>{value} s</source>
        <translation>{value} 秒</translation>
    </message>
</context>
<context>
    <name>work</name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>还有 %Ln 项等待</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%Ln 项任务</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversion of {name} stopped</source>
        <translation>{name} 的转换已停止</translation>
    </message>
    <message>
        <source>Converting {name}</source>
        <translation>正在转换 {name}</translation>
    </message>
    <message>
        <source>Download of {name} stopped</source>
        <translation>{name} 的下载已停止</translation>
    </message>
    <message>
        <source>Export stopped</source>
        <translation>导出已中止</translation>
    </message>
    <message>
        <source>Exporting {library}</source>
        <translation>正在导出“{library}”</translation>
    </message>
    <message>
        <source>Getting the GPU support</source>
        <translation>正在获取 GPU 支持</translation>
    </message>
    <message>
        <source>Getting the GPU support stopped</source>
        <translation>获取 GPU 支持已停止</translation>
    </message>
    <message>
        <source>Getting {name}</source>
        <translation>正在获取 {name}</translation>
    </message>
    <message>
        <source>Import of a library stopped</source>
        <translation>导入资料库已中止</translation>
    </message>
    <message>
        <source>Import stopped</source>
        <translation>导入已中止</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Importing {done} of {total}</source>
        <translation>正在导入 {done}/{total}</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>正在导入 {file}</translation>
    </message>
    <message>
        <source>Learning stopped</source>
        <translation>学习已中止</translation>
    </message>
    <message>
        <source>Learning {library}</source>
        <translation>正在学习“{library}”</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Reading: {left}</source>
        <translation>读取：{left}</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Summaries {percent}%</source>
        <translation>摘要 {percent}%</translation>
    </message>
    <message>
        <source>Summarising stopped</source>
        <translation>生成摘要已中止</translation>
    </message>
    <message>
        <source>Summarising {library}</source>
        <translation>正在为“{library}”生成摘要</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>排队等待中</translation>
    </message>
    <message>
        <source>Work stopped</source>
        <translation>任务已中止</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} / {all}</translation>
    </message>
    <message>
        <source>{n} tokens/s</source>
        <translation>每秒 {n} 个词元</translation>
    </message>
    <message>
        <source>{what}, page {n} of {all}</source>
        <translation>{what}，第 {n} 页，共 {all} 页</translation>
    </message>
</context>
</TS>
