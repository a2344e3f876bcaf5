namespace Storefront;

/// <summary>
/// Settings of the shop: the section <c>Storefront</c>, or <c>--seconds</c>, <c>--rate</c> and <c>--plain</c> on the command line.
/// </summary>
internal sealed class StorefrontOptions
{
    public string Database { get; set; } = "storefront.db";

    public string ReliabilityDatabase { get; set; } = "storefront-reliability.db";

    /// <summary>How many requests the load driver sends each second; 0 sends none.</summary>
    public int RequestsPerSecond { get; set; } = 40;

    /// <summary>After how many seconds the program ends by itself; 0 is never.</summary>
    public int Seconds { get; set; }

    /// <summary>Whether lines are printed instead of a table that redraws itself. Always so where the output is no terminal.</summary>
    public bool Plain { get; set; }

    public bool IsPlain => Plain || Console.IsOutputRedirected;

    public static StorefrontOptions Read(IConfiguration configuration)
    {
        StorefrontOptions options = configuration.GetSection("Storefront").Get<StorefrontOptions>() ?? new StorefrontOptions();
        return options.RequestsPerSecond is >= 0 and <= 1000 && options.Seconds >= 0
            ? options
            : throw new InvalidOperationException(
                $"RequestsPerSecond is 0 to 1000 and Seconds is 0 or more; they are {options.RequestsPerSecond} and {options.Seconds}.");
    }
}
