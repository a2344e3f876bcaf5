using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Reads entries one by one: one that cannot be read keeps none of the others back.</summary>
internal sealed class ImportLines
{
    private readonly List<IncidentImportEntry> _entries = [];
    private readonly List<IncidentRejection> _rejected = [];
    private readonly HashSet<(string Service, string Id)> _ids = [];

    /// <summary>Reads one entry.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="text">Its text, which must be valid, or null if that is known.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="idOf">Returns the id that it states even if it cannot be read, or null if it states none.</param>
    /// <param name="replacements">How many characters of its text are U+FFFD and stand for no other.</param>
    public void Add(int line, string? text, Func<IncidentImportEntry> read, Func<string?>? idOf = null, int replacements = 0)
    {
        try
        {
            if (text is not null && text.Count(one => one == '\uFFFD') != replacements)
            {
                throw new FormatException("It is not valid UTF-8: a character of another encoding was replaced.");
            }

            IncidentImportEntry entry = read();
            if (entry.Id is { } own && !_ids.Add((entry.Service, own)))
            {
                throw new FormatException($"The id '{Names.Shorten(own)}' occurs in an earlier line.");
            }

            _entries.Add(entry);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            _rejected.Add(new IncidentRejection { Line = line, Id = idOf?.Invoke(), Reason = FaultText.Of(e) });
        }
    }

    public IncidentImportBatch ToBatch() => new() { Entries = _entries, Rejected = _rejected };
}
