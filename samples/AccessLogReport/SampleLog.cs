namespace AccessLogReport;

/// <summary>The small log that comes with the sample: four days of an invented shop.</summary>
public static class SampleLog
{
    /// <summary>Where it lies beside the built sample.</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, "data", "sample-access.log.gz");
}
