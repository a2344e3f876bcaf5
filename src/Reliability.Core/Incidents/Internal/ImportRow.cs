namespace Reliability.Incidents.Internal;

/// <summary>An incident of an import, and what is known of it.</summary>
internal sealed class ImportRow(string id, IncidentImportEntry entry)
{
    public string Id => id;

    public IncidentImportEntry Entry => entry;

    /// <summary>Gets or sets the stored incident with this id, if there is one.</summary>
    public Incident? Present { get; set; }

    /// <summary>Gets or sets why it is rejected, if it is.</summary>
    public string? Fault { get; set; }

    /// <summary>Gets whether it is to be added.</summary>
    public bool IsNew => Present is null && Fault is null;

    /// <summary>Gets the incidents to which it links, without repetition.</summary>
    public IEnumerable<string> Links =>
        ((string?[])[entry.Definition.DuplicateOf, entry.Definition.RecurrenceOf]).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Returns whether the stored incident states the same.</summary>
    public bool IsSameAs(Incident present) => IncidentFields.Between(present, ImportFields.After(present, entry)).Count == 0;

    /// <summary>Orders rows so that what a row links to is added before it.</summary>
    public static IReadOnlyList<ImportRow> InOrder(IReadOnlyList<ImportRow> rows)
    {
        Dictionary<string, ImportRow> byId = new(StringComparer.Ordinal);
        foreach (ImportRow row in rows)
        {
            byId.TryAdd(row.Id, row);
        }

        List<ImportRow> ordered = new(rows.Count);
        HashSet<ImportRow> opened = [];
        HashSet<ImportRow> done = [];
        Stack<ImportRow> open = new();
        foreach (ImportRow start in rows)
        {
            open.Push(start);
            while (open.TryPeek(out ImportRow? row))
            {
                if (opened.Add(row))
                {
                    foreach (string link in row.Links)
                    {
                        if (byId.TryGetValue(link, out ImportRow? other) && !opened.Contains(other))
                        {
                            open.Push(other);
                        }
                    }
                }
                else
                {
                    open.Pop();
                    if (done.Add(row))
                    {
                        ordered.Add(row);
                    }
                }
            }
        }

        return ordered;
    }
}
