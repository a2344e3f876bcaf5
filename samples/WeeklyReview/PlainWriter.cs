using System.Globalization;
using System.Text;

namespace WeeklyReviewSample;

/// <summary>Writes lines in which no text of a file or of the command line can act on the terminal.</summary>
internal sealed class PlainWriter(TextWriter to) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => to.Write(value);

    public override Task WriteLineAsync(string? value) => to.WriteLineAsync(
        string.Concat((value ?? string.Empty).Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())));
}
