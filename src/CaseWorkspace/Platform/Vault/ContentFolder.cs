using Microsoft.Win32.SafeHandles;

namespace CaseWorkspace.Platform.Vault;

/// <summary>
/// Files on disk, named by the SHA-256 of what they hold: <c>ab/cd/abcd…</c>. Content comes in under <c>incoming</c> and
/// gets its name when it is complete and synced. No name from outside ever becomes a path.
/// </summary>
internal sealed class ContentFolder
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Sealed = UnixFileMode.UserRead | UnixFileMode.GroupRead;

    /// <summary>A file that young may have been opened but not yet locked by another host.</summary>
    private static readonly TimeSpan TooYoungToSweep = TimeSpan.FromMinutes(1);

    private readonly string _root;
    private readonly string _incoming;
    private readonly string _turns;

    public ContentFolder(string root)
    {
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, "incoming");
        _turns = Path.Combine(_root, "turns");
        Directory.CreateDirectory(_incoming);
        Directory.CreateDirectory(_turns);
        FolderDurability.Sync(_root);
    }

    /// <summary>How many bytes the disk takes for this user.</summary>
    public long FreeBytes => new DriveInfo(_root).AvailableFreeSpace;

    /// <summary>Whether the disk or the quota is full (ENOSPC, EDQUOT; on Windows ERROR_DISK_FULL).</summary>
    public static bool IsFull(IOException fault) => fault.HResult is 28 or 122 or unchecked((int)0x80070070);

    /// <summary>Writes and removes a byte where uploads come in.</summary>
    /// <exception cref="IOException">That is not possible.</exception>
    public void TryWriting()
    {
        using var file = new FileStream(Path.Combine(_turns, $"try.{Guid.CreateVersion7():N}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.DeleteOnClose,
        });
        file.WriteByte(1);
    }

    /// <summary>Begins a file; it is gone when disposed of without <see cref="Incoming.Keep"/>.</summary>
    public Incoming Begin() => new(this, Path.Combine(_incoming, $"{Guid.CreateVersion7():N}.part"));

    /// <summary>Opens content for reading; null when it is not there.</summary>
    /// <exception cref="IOException">The store cannot open it, or the whole folder is gone.</exception>
    public SafeFileHandle? Open(string sha256)
    {
        try
        {
            return File.OpenHandle(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // A store that is not mounted is no damage to what it holds.
            return Directory.Exists(_incoming) ? null : throw new IOException("The vault's folder is not there: is its disk mounted?", fault);
        }
    }

    /// <summary>Removes what uploads left behind whose host died. A running upload holds a lock on its file and is spared.</summary>
    /// <returns>How many were removed.</returns>
    public int Sweep(DateTimeOffset now)
    {
        var removed = 0;
        foreach (var file in new DirectoryInfo(_incoming).EnumerateFiles("*.part"))
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc < TooYoungToSweep)
            {
                continue;
            }

            try
            {
                using (file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    file.Delete();
                    removed++;
                }
            }
            catch (IOException)
            {
                // Locked by its upload, or finished meanwhile.
            }
        }

        return removed;
    }

    /// <summary>The names of content that was written before the time.</summary>
    public IEnumerable<string> WrittenBefore(DateTimeOffset time) =>
        from outer in Directory.EnumerateDirectories(_root, "??")
        from inner in Directory.EnumerateDirectories(outer, "??")
        from file in new DirectoryInfo(inner).EnumerateFiles()
        where file.Name.Length == 64 && file.LastWriteTimeUtc < time.UtcDateTime
        select file.Name;

    /// <summary>Removes content, if it was written before the time still: the same may have come in again meanwhile.</summary>
    public bool Remove(string sha256, DateTimeOffset writtenBefore)
    {
        var file = new FileInfo(PathOf(sha256));
        using (TakeTurn(sha256))
        {
            if (!file.Exists || file.LastWriteTimeUtc >= writtenBefore.UtcDateTime)
            {
                return false;
            }

            file.Delete();
            return true;
        }
    }

    /// <summary>Names are given and taken one at a time, among all hosts that share the folder; those of other content go on.</summary>
    private FileStream TakeTurn(string sha256)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    Path.Combine(_turns, sha256[..2]), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (Directory.Exists(_turns))
            {
                Thread.Sleep(1);
            }
        }
    }

    private string PathOf(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(_root, sha256[..2], sha256[2..4], sha256)
            : throw new ArgumentException("Content is named by a SHA-256 in lower-case hex.", nameof(sha256));

    /// <summary>Content on its way in: a file that nobody else opens, locked until it is kept or gone.</summary>
    internal sealed class Incoming : IDisposable
    {
        private readonly ContentFolder _folder;
        private readonly string _path;
        private readonly FileStream _file;
        private bool _kept;

        internal Incoming(ContentFolder folder, string path)
        {
            (_folder, _path) = (folder, path);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Mine;
            }

            _file = new FileStream(path, options);
        }

        /// <summary>Writes at the position.</summary>
        public ValueTask Write(ReadOnlyMemory<byte> bytes, long position) =>
            RandomAccess.WriteAsync(_file.SafeFileHandle, bytes, position);

        /// <summary>Puts on disk what is written so far; returns when it is there.</summary>
        public void Flush() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

        /// <summary>
        /// Syncs the file, gives it its name, and syncs the names. What stands under the name already is the same content,
        /// or a damaged copy of it, which this heals.
        /// </summary>
        public void Keep(string sha256)
        {
            var path = _folder.PathOf(sha256);
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            if (OperatingSystem.IsWindows())
            {
                Flush();
                _file.Dispose();
            }
            else
            {
                File.SetUnixFileMode(_file.SafeFileHandle, Sealed);
                Flush();
            }

            using (_folder.TakeTurn(sha256))
            {
                File.Move(_path, path, overwrite: true);
                _kept = true;
            }

            FolderDurability.Sync(folder);
            FolderDurability.Sync(Path.GetDirectoryName(folder)!);
            FolderDurability.Sync(_folder._root);
        }

        public void Dispose()
        {
            // Unlocked only when it is gone, so that no sweep meets it half-way; Windows wants the order reversed.
            if (!_kept && !OperatingSystem.IsWindows())
            {
                File.Delete(_path);
            }

            _file.Dispose();
            if (!_kept && OperatingSystem.IsWindows())
            {
                File.Delete(_path);
            }
        }
    }
}
