using System.Text;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>A source of bad events as it is stored.</summary>
internal sealed record ListedSource
{
    /// <summary>The maximum length of each text, in bytes of UTF-8.</summary>
    private const int MaxBytes = 120;

    public required string Route { get; init; }

    public required string Status { get; init; }

    public required string Version { get; init; }

    /// <summary>The last day, in UTC, on which a process is known to have counted it.</summary>
    public DateOnly SeenOn { get; init; }

    public static ListedSource Of(string? route, string? status, string version) => new()
    {
        Route = Text(route),
        Status = Text(status),
        Version = Text(version),
    };

    public bool IsSame(ListedSource other) => this with { SeenOn = default } == other with { SeenOn = default };

    /// <summary>The series of its events.</summary>
    /// <param name="of">The series of the objective.</param>
    public SeriesId SeriesOf(SeriesId of) => Owned.BadEvents(of, $"{Part(Route)}|{Part(Status)}|{Part(Version)}");

    /// <summary>Keeps the parts of a name apart whatever they hold.</summary>
    private static string Part(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);

    private static string Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "(none)";
        }

        var valid = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            valid.Append((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return StoreName.Shorten(valid.ToString(), MaxBytes);
    }
}
