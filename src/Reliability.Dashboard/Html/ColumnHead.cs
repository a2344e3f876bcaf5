namespace Reliability.Dashboard.Internal;

/// <summary>The head of a column of a <see cref="WideTable"/>; a text alone is that of a column of texts.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsNumber">Whether the column holds numbers, which are at its right side.</param>
internal readonly record struct ColumnHead(string Text, bool IsNumber)
{
    public static implicit operator ColumnHead(string text) => new(text, IsNumber: false);

    /// <summary>Returns the head of a column of numbers.</summary>
    public static ColumnHead Number(string text) => new(text, IsNumber: true);
}
