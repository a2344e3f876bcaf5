using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Divides the Markdown of a postmortem into its sections, and collects what cannot be read.</summary>
internal sealed class MarkdownSections
{
    private static readonly (string, string?) _head = (string.Empty, null);

    private readonly Dictionary<(string Section, string? Part), List<(int Number, string Line)>> _lines = new() { [_head] = [] };
    private readonly List<PostmortemFault> _faults = [];
    private readonly string[] _all;

    public MarkdownSections(string text)
    {
        _all = [.. text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r', ' ', '\t'))];
        List<(int Number, string Line)>? current = _lines[_head];
        string? section = null;
        for (int i = 0; i < _all.Length; i++)
        {
            string line = _all[i];
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                ReadTitle(line, i + 1);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = PostmortemTemplate.Order.FirstOrDefault(one => Is(one.Section, line[3..])).Section;
                current = Begin(section, part: null, i + 1);
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal) && section is not null)
            {
                string? part = PostmortemTemplate.Order.FirstOrDefault(one => one.Section == section && Is(one.Part, line[4..])).Part;
                current = Begin(part is null ? null : section, part, i + 1);
            }
            else if (current is not null)
            {
                current.Add((i + 1, line));
            }
            else if (line.Length > 0)
            {
                Fault(i + 1, "It is not in one of the sections of a postmortem.");
            }
        }

        foreach ((string name, string? part) in PostmortemTemplate.Order.Where(one => !_lines.ContainsKey(one)))
        {
            if (part is null || _lines.ContainsKey((name, null)))
            {
                Fault(_all.Length, $"The section '{part ?? name}' is missing.");
            }
        }
    }

    /// <summary>Gets the title as it is written, or <see langword="null"/>.</summary>
    public (int Number, string Text)? Title { get; private set; }

    /// <summary>Gets the lines that could not be read, in their order.</summary>
    public IReadOnlyList<PostmortemFault> Faults => [.. _faults.OrderBy(one => one.Line)];

    /// <summary>Returns the lines of a section.</summary>
    public IReadOnlyList<(int Number, string Line)> Of(string section = "", string? part = null) =>
        _lines.TryGetValue((section, part), out List<(int Number, string Line)>? lines) ? lines : [];

    /// <summary>Returns the items of lists in lines, and reports what is none.</summary>
    public IReadOnlyList<MarkdownItem> Items(IReadOnlyList<(int Number, string Line)> lines)
    {
        List<MarkdownItem> items = [];
        bool continues = false;
        foreach ((int number, string line) in lines)
        {
            if (line.Length == 0 || line == PostmortemTemplate.None)
            {
                continues = false;
            }
            else if (continues || (items.Count > 0 && (line.StartsWith("  ", StringComparison.Ordinal) || line[0] == '\t')))
            {
                items[^1].Lines.Add(line.TrimStart(' ', '\t'));
                continues = MarkdownCodec.IsBroken(line);
            }
            else if (MarkLength(line) is > 0 and int length)
            {
                items.Add(new MarkdownItem(number, [line[length..]]));
                continues = MarkdownCodec.IsBroken(line);
            }
            else
            {
                Fault(number, "It is not an item of the list.");
            }
        }

        return items;
    }

    /// <summary>Reads a text in paragraphs, or <see langword="null"/> if there is none.</summary>
    public string? Block(IReadOnlyList<(int Number, string Line)> lines)
    {
        (int Number, string Line)[] filled =
        [
            .. lines.SkipWhile(one => one.Line.Length == 0).Reverse().SkipWhile(one => one.Line.Length == 0).Reverse(),
        ];
        if (filled is [] or [(_, PostmortemTemplate.None)])
        {
            return null;
        }

        string? text = null;
        Try(filled[0].Number, () => text = IncidentText.Block(
            string.Join('\n', filled.Select(one => MarkdownCodec.Read(MarkdownCodec.Unbroken(one.Line)))), "The text"));
        return text;
    }

    public void Fault(int number, string reason) => _faults.Add(new PostmortemFault
    {
        Line = number,
        Text = Names.Shorten(_all[number - 1]),
        Reason = reason,
    });

    /// <summary>Reports what a rule of the model rejects.</summary>
    public bool Try(int number, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ArgumentException e)
        {
            Fault(number, e.Message);
            return false;
        }
    }

    private static bool Is(string? name, string heading) => heading.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the length of <c>- </c> or <c>1. </c>, or 0.</summary>
    private static int MarkLength(string line)
    {
        int digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && line.AsSpan(digits).StartsWith(". ") ? digits + 2
            : line.Length > 1 && line[0] is '-' or '*' or '+' && line[1] == ' ' ? 2
            : 0;
    }

    private void ReadTitle(string line, int number)
    {
        if (Title is not null || !line.StartsWith(PostmortemTemplate.Title, StringComparison.Ordinal))
        {
            Fault(number, Title is null ? $"The title begins with '{PostmortemTemplate.Title}'." : "There is a title already.");
            return;
        }

        Title = (number, line[PostmortemTemplate.Title.Length..]);
    }

    private List<(int Number, string Line)>? Begin(string? section, string? part, int number)
    {
        if (section is null || _lines.ContainsKey((section, part)))
        {
            Fault(number, section is null ? "A postmortem has no section of that name." : "The section occurs twice.");
            return null;
        }

        return _lines[(section, part)] = [];
    }
}
