global using CaseWorkspace.Platform.Storage;
global using CaseWorkspace.Platform.Storage.Keys;
