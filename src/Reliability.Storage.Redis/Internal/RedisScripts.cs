namespace Reliability.Storage.Redis.Internal;

/// <summary>The Lua scripts, which are embedded in this assembly. The server caches them by their hash after the first call.</summary>
internal static class RedisScripts
{
    public static readonly string BucketMerge = Load("bucket-merge.lua");
    public static readonly string SeriesAppend = string.Concat(Load("retention.lua"), BucketMerge, Load("series-append.lua"));
    public static readonly string SeriesJournal = string.Concat(Load("fold-state.lua"), Load("series-journal.lua"));
    public static readonly string SeriesFold = string.Concat(Load("retention.lua"), Load("fold-state.lua"), Load("series-fold.lua"));
    public static readonly string SeriesRetain = Load("series-retain.lua");
    public static readonly string SeriesExpire = string.Concat(Load("retention.lua"), Load("series-expire.lua"));
    public static readonly string SeriesOld = Load("series-old.lua");
    public static readonly string SeriesRead = Load("series-read.lua");
    public static readonly string SeriesRanges = Load("series-ranges.lua");
    public static readonly string SeriesDrop = Load("series-drop.lua");
    public static readonly string SeriesTrim = Load("series-trim.lua");
    public static readonly string SeriesForget = Load("series-forget.lua");
    public static readonly string DocumentGet = Load("document-get.lua");
    public static readonly string DocumentPut = Load("document-put.lua");
    public static readonly string DocumentDelete = Load("document-delete.lua");
    public static readonly string DocumentList = Load("document-list.lua");
    public static readonly string EventAppend = Load("event-append.lua");
    public static readonly string EventRead = Load("event-read.lua");
    public static readonly string LeaseAcquire = string.Concat(Load("lease.lua"), Load("lease-acquire.lua"));
    public static readonly string LeaseRenew = string.Concat(Load("lease.lua"), Load("lease-renew.lua"));
    public static readonly string LeaseList = string.Concat(Load("lease.lua"), Load("lease-list.lua"));
    public static readonly string EnrollmentApply = Load("enrollment-apply.lua");
    public static readonly string EnrollmentState = Load("enrollment-state.lua");
    public static readonly string EnrollmentImport = Load("enrollment-import.lua");

    private static string Load(string name)
    {
        using var reader = new StreamReader(typeof(RedisScripts).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
