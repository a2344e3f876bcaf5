namespace AccessLogReport;

/// <summary>The faults of a line, in words.</summary>
public static class LogLineFaults
{
    /// <summary>Says what is wrong with a line, and what would have been right.</summary>
    public static string Describe(this LogLineFault fault) => fault switch
    {
        LogLineFault.None => "nothing is wrong",
        LogLineFault.Client => "host, identity and user must stand before the date",
        LogLineFault.NoDate => "no date in brackets",
        LogLineFault.BadDate => "the date must be a real one, written like [17/May/2015:10:05:03 +0000]",
        LogLineFault.NoRequest => "no quoted request after the date",
        LogLineFault.UnclosedQuote => "a quote is never closed, the line looks cut",
        LogLineFault.StrayQuote => "a quote stands in the middle of a field",
        LogLineFault.Status => "the status must be a number from 100 to 599",
        LogLineFault.Size => "the size must be a number or -",
        LogLineFault.NoAgent => "a referer without a user agent, the line looks cut",
        LogLineFault.TooLong => "the line is longer than 1 MiB",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault of a line."),
    };
}
