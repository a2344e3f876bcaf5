using System.Text;

namespace ExperimentSample.Tests;

/// <summary>Small files for tests.</summary>
internal static class TestCsv
{
    /// <summary>The one that comes with the sample.</summary>
    public static string Checkout { get; } = Path.Combine(AppContext.BaseDirectory, "data", "checkout.csv");

    public static ConversionCounts Read(string text, bool skipsBad = false) => Read(Encoding.UTF8.GetBytes(text), skipsBad);

    public static ConversionCounts Read(
        byte[] bytes,
        bool skipsBad = false) => ConversionFile.Read(new MemoryStream(bytes), "test.csv", skipsBad, CancellationToken.None);
}
