; The Windows installer, for Inno Setup 6.3 or later. For one user, without an administrator:
;
;     iscc /DVersion=0.1.0 packaging\windows\installer.iss
;
; after `packaging\windows\bundle.ps1` has made dist\lloco-desktop. See packaging/RELEASING.md.

#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0 installer.iss
#endif

[Setup]
AppId={{6B4C1D5E-8E0B-4A77-9F1F-3C2C6C0B7A51}
AppName=LLoCO Desktop
AppVersion={#Version}
AppPublisher=The LLoCO Desktop developers
DefaultDirName={localappdata}\Programs\LLoCO Desktop
DefaultGroupName=LLoCO Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=LLoCO-Desktop-{#Version}-windows-x64
SetupIconFile=..\..\build\lloco-desktop.ico
UninstallDisplayIcon={app}\lloco-desktop.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; The window is asked to close, and goes on with its work at the next start.
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
; A release is signed; `iscc /Ssigntool=...` names the tool. Without one this line is left out by /DUnsigned.
#ifndef Unsigned
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
; Inno Setup comes without Chinese: ChineseSimplified.isl of its unofficial translations lies beside this file.
#ifexist "ChineseSimplified.isl"
Name: "zh"; MessagesFile: "ChineseSimplified.isl"
#endif

[CustomMessages]
en.RemoveData=Remove your libraries, conversations and settings, too?%n%nThey are in %1. "No" keeps them for a later installation.
#ifexist "ChineseSimplified.isl"
zh.RemoveData=是否也删除你的资料库、对话和设置？%n%n它们位于 %1。选择“否”将保留它们，供以后安装时使用。
#endif

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an older version brought and this one does not would be loaded otherwise.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\lloco-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\LLoCO Desktop"; Filename: "{app}\lloco-desktop.exe"
Name: "{autodesktop}\LLoCO Desktop"; Filename: "{app}\lloco-desktop.exe"; Tasks: desktopicon

[Registry]
; "Open with" for PDFs, and library files. What opens PDFs by default is left as it is.
Root: HKCU; Subkey: "Software\Classes\Applications\lloco-desktop.exe\shell\open\command"; ValueType: string; ValueData: """{app}\lloco-desktop.exe"" ""%1"""; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\lloco-desktop.exe"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "LLoCO Desktop"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Applications\lloco-desktop.exe\SupportedTypes"; ValueType: string; ValueName: ".pdf"; ValueData: ""
Root: HKCU; Subkey: "Software\Classes\.pdf\OpenWithProgids"; ValueType: string; ValueName: "LLoCO.Desktop.Document"; ValueData: ""; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\LLoCO.Desktop.Document"; ValueType: string; ValueData: "PDF document"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\LLoCO.Desktop.Document\shell\open\command"; ValueType: string; ValueData: """{app}\lloco-desktop.exe"" ""%1"""
Root: HKCU; Subkey: "Software\Classes\.lloco"; ValueType: string; ValueData: "LLoCO.Desktop.Library"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\LLoCO.Desktop.Library"; ValueType: string; ValueData: "LLoCO library"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\LLoCO.Desktop.Library\DefaultIcon"; ValueType: string; ValueData: "{app}\lloco-desktop.exe,0"
Root: HKCU; Subkey: "Software\Classes\LLoCO.Desktop.Library\shell\open\command"; ValueType: string; ValueData: """{app}\lloco-desktop.exe"" ""%1"""

[Run]
Filename: "{app}\lloco-desktop.exe"; Description: "{cm:LaunchProgram,LLoCO Desktop}"; Flags: nowait postinstall skipifsilent

[Code]
function DataFolder(): String;
begin
  Result := ExpandConstant('{localappdata}\lloco-desktop');
end;

// Libraries stay unless the user says otherwise; a silent uninstallation always keeps them.
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and DirExists(DataFolder()) and not UninstallSilent() then
    if MsgBox(FmtMessage(CustomMessage('RemoveData'), [DataFolder()]), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      DelTree(DataFolder(), True, True, True);
end;
