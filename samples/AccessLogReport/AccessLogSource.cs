using System.IO.Compression;

namespace AccessLogReport;

/// <summary>Opens access logs: plain or gzip, from a file or from standard input.</summary>
public static class AccessLogSource
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>What every message ends with, so that the reader knows what to give instead.</summary>
    internal const string Accepted =
        "Give an Apache or nginx access log in common or combined format, plain or gzip, or - for standard input.";

    private const int FileBuffer = 64 * 1024;

    /// <summary>Opens the log at a path, or standard input when the path is <c>-</c>.</summary>
    /// <exception cref="LogReadException">There is no log to read there; the message says why.</exception>
    public static AccessLogReader Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path == StandardInput
            ? Open(Console.OpenStandardInput(), "standard input")
            : Open(OpenFile(path), $"'{path}'");
    }

    /// <summary>Reads a log from a stream, which the reader closes.</summary>
    /// <param name="stream">The bytes, plain or gzip; need not be seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LogReadException">The stream is empty, unreadable or not text; it has been closed.</exception>
    public static AccessLogReader Open(Stream stream, string name)
    {
        var source = new SourceStream(stream);
        try
        {
            bool gzip = source.Peek(2) is [0x1f, 0x8b];
            Stream content = gzip ? new GZipStream(source, CompressionMode.Decompress) : source;
            return new AccessLogReader(source, content, name);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new LogReadException($"{name} cannot be read: {e.Message} {Accepted}", e);
            }

            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new LogReadException($"'{path}' is a directory. {Accepted}");
        }

        if (!File.Exists(path))
        {
            throw new LogReadException($"'{path}' does not exist. {Accepted}");
        }

        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                BufferSize = FileBuffer,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LogReadException($"'{path}' cannot be opened: {e.Message} {Accepted}", e);
        }
    }
}
