namespace AccessLogReport;

/// <summary>A log that cannot be read, or not to its end. The message is fit for the person who named the file.</summary>
public sealed class LogReadException(string message, Exception? innerException = null)
    : Exception(message, innerException);
