using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The rules for the lists of a postmortem. Each copies what it gets.</summary>
internal static class PostmortemLists
{
    public static IReadOnlyList<T> Few<T>(IReadOnlyList<T> value, int maxCount, string parameter)
        where T : class
    {
        T[] items = Check.Copy(value, parameter);
        return items.Length <= maxCount
            ? items
            : throw new ArgumentException(
                Check.Text($"{parameter} has at most {maxCount} items; this has {items.Length}."), parameter);
    }

    public static IReadOnlyList<T> Distinct<T>(IReadOnlyList<T> value, Func<T, string> key, int maxCount, string parameter)
        where T : class
    {
        IReadOnlyList<T> items = Few(value, maxCount, parameter);
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach (T one in items)
        {
            if (!keys.Add(key(one)))
            {
                throw new ArgumentException($"{parameter}: '{key(one)}' occurs twice.", parameter);
            }
        }

        return items;
    }

    public static IReadOnlyList<string> Texts(IReadOnlyList<string> value, string parameter)
    {
        IReadOnlyList<string> texts = Few(value, PostmortemContent.MaxItems, parameter);
        foreach (string one in texts)
        {
            IncidentText.Block(one, parameter);
        }

        return texts;
    }

    /// <summary>Orders the entries by time; those of the same time keep their order.</summary>
    public static IReadOnlyList<PostmortemEvent> Timeline(IReadOnlyList<PostmortemEvent> value, string parameter)
    {
        IReadOnlyList<PostmortemEvent> events = Few(value, PostmortemContent.MaxEvents, parameter);
        PostmortemEventKind twice = events.Where(one => one.Kind != PostmortemEventKind.Note)
            .GroupBy(one => one.Kind)
            .FirstOrDefault(group => group.Count() > 1)?.Key ?? PostmortemEventKind.Unknown;
        return twice == PostmortemEventKind.Unknown
            ? [.. events.OrderBy(one => one.At)]
            : throw new ArgumentException($"{parameter}: {twice} occurs twice. Only notes can.", parameter);
    }

    /// <summary>Brings the times of actions to UTC and the microsecond, as they are stored.</summary>
    public static IReadOnlyList<ActionItem> Actions(IReadOnlyList<ActionItem> value, string parameter) =>
    [
        .. Distinct(value, one => one.Id, PostmortemContent.MaxItems, parameter).Select(one => one with
        {
            CreatedAt = AuditText.ToMicrosecond(one.CreatedAt),
            ClosedAt = one.ClosedAt is { } at ? AuditText.ToMicrosecond(at) : null,
        }),
    ];
}
