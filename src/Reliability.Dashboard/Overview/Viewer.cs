using Reliability.AspNetCore;

namespace Reliability.Dashboard.Internal;

/// <summary>What the reader of a page may see and change.</summary>
internal sealed record Viewer
{
    private readonly HashSet<string> _services;
    private readonly HashSet<string> _writable;

    public Viewer(ReliabilityAccess access, bool isReadOnly)
    {
        _services = new HashSet<string>(access.Services, StringComparer.Ordinal);
        _writable = new HashSet<string>(isReadOnly ? [] : access.WritableServices, StringComparer.Ordinal);
        WritePrefix = _writable.Count > 0 ? access.WritePrefix : null;
        Key = string.Join('\n', [.. access.Services, "\t", .. _writable]);
    }

    /// <summary>Gets the prefix of the write endpoints; <see langword="null"/> if the reader may change nothing.</summary>
    public string? WritePrefix { get; }

    /// <summary>Gets a text that differs between readers who see different pages.</summary>
    public string Key { get; }

    public bool MaySee(string service) => _services.Contains(service);

    public bool MayChange(string service) => _writable.Contains(service);
}
