using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Why a line is left out, in words.</summary>
internal static class DropText
{
    /// <summary>Returns a reason in words.</summary>
    public static string Of(DropReason reason) => reason switch
    {
        DropReason.TooLong => string.Create(
            CultureInfo.InvariantCulture, $"the line has more than {CharLines.MaxLength:#,0} characters"),
        DropReason.Columns => "the number of columns is not that of the header, or not 2 without a header",
        DropReason.Quotes => "a quote is opened and not closed, or stands within a field",
        DropReason.Time => "the time cannot be read",
        DropReason.NoValue => "the value is empty",
        DropReason.NotNumber => "the value is not a number",
        _ => "the value is not finite",
    };
}
