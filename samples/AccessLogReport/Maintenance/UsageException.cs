namespace AccessLogReport.Maintenance;

/// <summary>A command line that makes no sense. The message is fit for the person who wrote it.</summary>
public sealed class UsageException(string message) : Exception(message);
