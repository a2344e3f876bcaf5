namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The identity of a series in the file.</summary>
internal readonly record struct SeriesKey(string Namespace, string Service, string Name);
