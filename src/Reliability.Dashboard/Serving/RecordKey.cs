namespace Reliability.Dashboard.Internal;

/// <summary>The key of a page of a service: the service, and which of its pages or records it is.</summary>
/// <remarks>No name of a service has a line break.</remarks>
internal static class RecordKey
{
    public static string Of(string service, string? record) => record is null ? service : $"{service}\n{record}";

    public static (string Service, string? Record) Read(string key) => key.IndexOf('\n', StringComparison.Ordinal) is var at && at < 0
        ? (key, null)
        : (key[..at], key[(at + 1)..]);
}
