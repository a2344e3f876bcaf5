using System.IO.Compression;

namespace AccessLogReport.Maintenance;

/// <summary>Files that the maintenance commands write.</summary>
internal static class LogFile
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>Creates a file, compressed if its name ends with <c>.gz</c>.</summary>
    public static Stream Create(string path)
    {
        FileStream file;
        try
        {
            file = File.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"'{path}' cannot be written: {e.Message}");
        }

        Stream stream = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.SmallestSize)
            : file;
        return new BufferedStream(stream, BufferBytes);
    }
}
