namespace Reliability.Incidents.Internal;

/// <summary>An item of a list in Markdown, without its mark and without indentation.</summary>
/// <param name="Number">The number of its first line.</param>
/// <param name="Lines">Its lines, at least one.</param>
internal sealed record MarkdownItem(int Number, List<string> Lines)
{
    /// <summary>Gets the whole text.</summary>
    public string Text => TextFrom(Lines[0]);

    /// <summary>Returns the text that begins with a part of the first line.</summary>
    public string TextFrom(string first)
    {
        IEnumerable<string> lines = Lines.Skip(1);
        return string.Join('\n', (first.Length > 0 ? lines.Prepend(first) : lines).Select(line =>
            MarkdownCodec.Read(MarkdownCodec.Unbroken(line))));
    }

    /// <summary>Reads <c>**name**: value</c> at the start.</summary>
    public bool TryField(out string name, out string value)
    {
        const string Mark = "**";
        int end = Lines[0].StartsWith(Mark, StringComparison.Ordinal) ? Lines[0].IndexOf("**:", Mark.Length, StringComparison.Ordinal) : -1;
        (name, value) = end < 0 ? (string.Empty, string.Empty) : (Lines[0][Mark.Length..end], Lines[0][(end + 3)..].TrimStart(' '));
        return end >= 0;
    }
}
