namespace Reliability.Storage.Sqlite.Internal;

/// <summary>What names a series in the file.</summary>
internal readonly record struct SeriesKey(string Namespace, string Service, string Name);
