namespace Storefront;

/// <summary>
/// Settings of the shop: the section <c>Storefront</c>, or <c>--seconds</c>, <c>--rate</c>, <c>--plain</c>, <c>--orders</c> and
/// <c>--measurements</c> on the command line.
/// </summary>
internal sealed class StorefrontOptions
{
    /// <summary>The database of the orders. Without a name, each run starts with an empty one.</summary>
    public string Database { get; set; } = "";

    /// <summary>The database of the measurements. Without a name, each run starts with an empty one.</summary>
    public string ReliabilityDatabase { get; set; } = "";

    /// <summary>The folder of the databases without a name, which the program deletes at its end; null if both have one.</summary>
    public string? FreshFolder { get; private set; }

    /// <summary>Whether a database without a name begins with thirty days of traffic.</summary>
    public bool WithHistory { get; set; } = true;

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
        if (options.RequestsPerSecond is < 0 or > 1000 || options.Seconds < 0)
        {
            throw new InvalidOperationException(
                $"RequestsPerSecond is 0 to 1000 and Seconds is 0 or more; they are {options.RequestsPerSecond} and {options.Seconds}.");
        }

        options.Database = options.NameOf(options.Database, "orders.db");
        options.WithHistory &= options.ReliabilityDatabase.Length == 0;
        options.ReliabilityDatabase = options.NameOf(options.ReliabilityDatabase, "measurements.db");
        return options;
    }

    private string NameOf(string database, string fresh) => database.Length > 0
        ? database
        : Path.Combine(FreshFolder ??= Directory.CreateTempSubdirectory("storefront-").FullName, fresh);
}
