using System.Text;
using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm;

/// <summary>
/// Made-up sentences about driving: questions, answers, object lists and plans. A rule's name in braces stands for one of its
/// alternatives, which may hold further rules. What this grammar says decides which words the nano vocabulary has pieces for.
/// </summary>
internal static class DrivingGrammar
{
    private static readonly Dictionary<string, string[]> Rules = new(StringComparer.Ordinal)
    {
        ["sentence"] = ["{question}", "{question}", "{answer}", "{answer}", "{answer}", "{list}", "{plan}", "{plan}", "{chat}", "{rule}", "{remark}"],
        ["chat"] = [
            "A chat between a curious user and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to the user's questions. USER: {question} ASSISTANT: {answer}",
            "USER: You are driving in {place}. {question} ASSISTANT: {answer}",
            "Score the candidate trajectories of the ego vehicle, given what you observe and your reasoning about the scene. ASSISTANT: {plan}"],
        ["question"] = [
            "What is {where}?", "What is the {thing} {where} doing?", "How many {things} are {where}?", "Is there a {thing} {where}?",
            "Are there any {things} {where}?", "Which lane should the ego vehicle take?", "What is the {attribute} of the {thing} at {point}?",
            "Why should the car {action}?", "What will happen if the car {acts} {where2}?", "Is it safe to {action}?", "Could the {thing} {where} {action}?",
            "Describe the driving scene.", "Describe the current traffic conditions and the surroundings.", "What should you pay attention to?",
            "What are the most important objects in the scene?", "Please describe the {thing} {where} in detail.", "Where is the nearest {thing}?",
            "If you follow the trajectory {path}, what would happen?", "What traffic elements could affect your driving decision?",
            "Please provide the planning trajectory for the ego car without reasons.", "What object is located at {point}?",
            "How fast is the {thing} {where} moving?", "How far away is the closest {thing}?", "Will the {thing} {where} cross your path?",
            "Does the {thing} {where} have the right of way?", "What is the weather like, and what time of day is it?", "Who has priority at this {road}?"],
        ["answer"] = [
            "There is a {adjective} {thing} {where}, about {number} meters away.", "There are {count} {things} {where}.", "No, there are no {things} {where}.",
            "Yes, there is a {thing} {where}, {doing}.", "The {thing} {where} is {doing}.", "The {thing} is {adjective} and {doing} {where2}.",
            "The car should {action} because a {thing} is {doing} {where}.", "It is {safety} to {action}, {because}.", "The ego vehicle {acts} to avoid a collision with the {thing} {where}.",
            "This is {weather}, and the {road} is {adjective}.", "The scene shows {scene}.", "A {thing} is {doing} {where}, so the ego vehicle needs to {action} {manner}.",
            "The nearest {thing} is at {point}, {number} meters {where2}.", "The {thing} at {point} is moving {manner} at {number} meters per second.",
            "If the car {acts}, it would {consequence}.", "You should {action} {manner} and pay attention to the {thing} {where}.",
            "The trajectory {path} {consequence2}.", "The {attribute} of the {thing} is {adjective}.", "The traffic light {where} is {color}, so the car should {action}.",
            "Several {things} are {doing} {where}, while a {thing} waits {where2}."],
        ["list"] = [
            "{thing} {point}; {thing} {point}; {thing} {point} {doing}; {thing} {point}.", "Objects: {thing} at {point}, {thing} at {point}, {thing} at {point}.",
            "front: {count} {things}; left: {count} {things}; right: {count} {things}; behind: {count} {things}.", "{thing} at {point}, heading {number} degrees, speed {number} m/s, {attribute} {adjective}."],
        ["plan"] = [
            "Here is the planning trajectory {path}.", "The car will {action} {manner}, then {action} {where2}. Trajectory: {path}.",
            "The command is {command}. The best anchor is number {digit} with a score of 0.{digit}{digit}.", "Keep {number} meters behind the {thing}, {action}, and be ready to {action}.",
            "The ego vehicle {acts} {manner}, {because}.", "First {action}; after the {thing} has passed, {action} {manner}.", "No candidate is safe: perform a controlled stop and hold the position."],
        ["rule"] = [
            "Vehicles on the {road} must give way to {things} that are {doing}.", "Always {action} {manner} when {things} are {doing} {where}.", "When it is {weather}, {action} earlier and keep a longer distance.",
            "A driver who wants to {action} should first signal, look over the shoulder and check the mirrors.", "The speed limit on this {road} is {number} kilometers per hour."],
        ["thing"] = [
            "car", "white car", "black sedan", "truck", "delivery truck", "bus", "school bus", "trailer", "construction vehicle", "excavator", "bicycle", "motorcycle", "scooter",
            "pedestrian", "child", "adult pedestrian", "cyclist", "rider", "police officer", "construction worker", "traffic cone", "barrier", "parked car", "parked van", "taxi",
            "ambulance", "fire engine", "traffic light", "traffic sign", "stop sign", "building", "tree", "pole", "street lamp", "fence", "wall", "dog", "stroller", "wheelchair", "bush",
            "crosswalk", "pickup", "motorbike", "vehicle", "obstacle", "bridge", "bench", "shop", "person", "hydrant", "garbage bin"],
        ["things"] = [
            "cars", "trucks", "buses", "trailers", "bicycles", "motorcycles", "pedestrians", "children", "cyclists", "riders", "traffic cones", "barriers", "parked cars", "vehicles",
            "workers", "traffic lights", "signs", "buildings", "trees", "poles", "people", "obstacles", "lanes", "objects", "oncoming vehicles", "scooters", "taxis", "vans"],
        ["where"] = [
            "in front of the ego vehicle", "ahead", "directly ahead", "behind the car", "to the left", "to the right", "on the left side", "on the right side", "to the front left", "to the front right",
            "to the back left", "to the back right", "at the intersection", "at the crosswalk", "on the sidewalk", "in the opposite lane", "in the adjacent lane", "near the curb", "beside the road",
            "between the parked cars", "across the street", "in the distance", "around the corner", "next to the bus stop", "on the shoulder", "within ten meters", "at the far end of the {road}", "close to the ego vehicle", "in the same lane"],
        ["where2"] = [
            "through the intersection", "along the {road}", "toward the ego vehicle", "away from the ego vehicle", "across the lane", "into the left lane", "into the right lane", "past the {thing}",
            "behind the {thing}", "in front of the {thing}", "at the junction", "onto the main road", "from the driveway", "under the bridge", "over the crossing", "out of the parking lot", "before the stop line", "after the crosswalk", "near the {thing}"],
        ["doing"] = [
            "crossing the road", "walking along the sidewalk", "standing still", "waiting at the light", "moving forward", "turning left", "turning right", "parked", "stopped", "driving slowly", "approaching",
            "overtaking a {thing}", "changing lanes", "accelerating", "braking", "reversing", "merging", "slowing down", "leaving the lane", "entering the roundabout", "yielding", "running", "riding", "blocking the way", "loading goods", "passing by", "following the {thing}", "cutting in", "looking at a phone", "pulling over"],
        ["action"] = [
            "slow down", "stop", "go straight", "turn left", "turn right", "keep the lane", "change to the left lane", "change to the right lane", "yield to the {thing}", "accelerate", "maintain the speed",
            "brake", "wait", "overtake the {thing}", "keep a safe distance", "decelerate", "proceed", "give way", "merge", "stay behind the {thing}", "pass the {thing}", "nudge to the left", "nudge to the right", "reverse", "make a turn", "make a U-turn", "come to a complete stop", "follow the {thing}", "hold back", "drive on", "reduce its speed", "prepare to stop", "check the blind spot"],
        ["acts"] = [
            "slows down", "stops", "goes straight", "turns left", "turns right", "keeps the lane", "changes lanes", "yields", "accelerates", "maintains its speed", "brakes", "waits", "overtakes the {thing}", "decelerates", "proceeds", "merges", "passes the {thing}", "follows the {thing}", "continues forward", "swerves", "remains stationary", "drives on"],
        ["manner"] = ["slowly", "carefully", "gently", "smoothly", "quickly", "immediately", "gradually", "with caution", "steadily", "at a moderate speed", "at low speed", "at high speed", "early", "suddenly", "safely", "firmly"],
        ["because"] = [
            "because the {road} ahead is clear", "because the {thing} {where} may cross", "since the traffic light is {color}", "as there is enough space", "because visibility is limited", "since the {thing} has the right of way",
            "due to heavy traffic", "because the lane is blocked by a {thing}", "as the gap is too small", "because nothing is {where}", "since it is {weather}", "because the ego vehicle is too close"],
        ["consequence"] = ["collide with the {thing} {where}", "run over the curb", "leave the drivable area", "cross a solid line", "run a red light", "block the intersection", "be safe", "get too close to the {thing}", "hit the {thing}", "cut off the {thing}", "violate a traffic rule"],
        ["consequence2"] = ["is safe", "leads to a collision", "leaves the drivable surface", "stays inside the lane", "is comfortable", "is not recommended", "is too fast for the curve", "keeps enough distance", "is out of the road boundary"],
        ["safety"] = ["safe", "not safe", "dangerous", "risky", "acceptable", "possible", "recommended", "necessary", "unsafe", "allowed", "forbidden"],
        ["adjective"] = ["red", "white", "black", "blue", "green", "yellow", "gray", "silver", "orange", "brown", "large", "small", "wet", "dry", "narrow", "wide", "busy", "empty", "clear", "crowded", "moving", "parked", "stationary", "visible", "occluded", "long", "short", "tall", "bright", "dark", "old", "new", "flat", "steep"],
        ["remark"] = [
            "The driver {verb} the {noun} and then {verb2} the {noun}.", "{adverb}, the {noun} of the {noun} {verb2} our {noun}.", "We can {verb} that the {noun} is {quality}, although the {noun} seems {quality}.",
            "Their {noun} was {quality}; however, it {verb2} the {noun}.", "A {quality} {noun} usually {verb2} a {quality} {noun}.", "Please {verb} the {noun} before you {verb} the {noun}.", "It would be {quality} to {verb} this {noun}, but {adverb} the {noun} {verb2} it."],
        ["noun"] = Words(
            "accident airport alley angle answer area arrow avenue backpack balance battery bicyclist bicycle boundary box bumper button camera cargo cart ceiling center chance church circle clearance "
            + "cloud comfort concrete condition conflict container control corridor country cover crane damage danger daylight decision delay departure desk detail device door drain drizzle dust edge emergency engine entrance error "
            + "estimate evidence exit exhaust factor field figure filter flag floor forecast forest frame fuel garage garden gate gravel ground group guard gutter handle harbor hazard headlight hedge height hill history hotel house "
            + "hour ice image impact island journey keeper kerb kitchen ladder lake landmark laser leaf level library lidar limit line load location luggage machine manhole map margin marking market mass message meter middle mirror "
            + "model moment morning motor mud museum neighbor network noise number offset office opening operator option origin owner package painting passage passenger path pavement pedal people perception permission phase picture pipe plan plate platform "
            + "plaza point policy pool porch port possibility prediction pressure priority probability problem program puddle queue radar rail railway range rear reason reflection region request rescue response result risk river roof room route rule safety sand "
            + "scaffold schedule school seat second sensor sequence service shadow shape shelter shield sidewalk signal silence skateboard sky slope smoke snow soil source space spot square stadium stair station steam steering step stone store storm structure suburb "
            + "subway sun surface suspension system tank target task teacher temperature tent terrain texture threshold ticket tire token tool tower town track tractor trade traffic tram transport trash travel trench trip trunk tunnel turn tyre umbrella uncertainty unit "
            + "valley value vegetation view village voxel waste water waypoint weight wheel width wind window windshield wing winter wire wood yard yellow zebra zone"),
        ["verb"] = Words(
            "adjust admit agree allow announce anticipate apply approach arrange assume avoid believe block bring build calculate carry check choose clean close collect compare complete conclude confirm consider correct decide deliver demand depend detect determine "
            + "discover discuss doubt encounter ensure estimate examine expect explain explore express fill find finish forget forward gather guess handle hear help identify ignore imagine improve include indicate inform inspect judge know label learn leave lift locate "
            + "maneuver mark measure mention monitor navigate need note notice observe occupy offer operate perceive permit place point predict prefer prevent produce protect prove pull push put reach read realize receive recognize record reject release rely remember remind "
            + "remove repair repeat replace report require respect respond restrict return reveal say scan see select send separate show signal solve start suggest suppose surround think touch trace trust understand use verify visit want warn watch wish work write"),
        ["verb2"] = Words(
            "affects allows approaches belongs blocks breaks brings carries causes changes comes connects contains controls covers creates decreases depends describes divides drops enables enters exceeds expands faces falls gives goes happens helps hides holds increases "
            + "indicates influences interrupts involves joins keeps leads leaves limits looks makes means meets narrows needs obscures opens overlaps permits points prevents protects pulls pushes reaches reduces reflects remains requires restricts results rises runs "
            + "says seems separates shares shows signals sits splits starts supports surrounds takes touches travels tries warns widens"),
        ["adverb"] = Words(
            "actually almost already also always apparently approximately certainly clearly currently directly eventually exactly finally fortunately frequently generally hardly here indeed initially instead likely mainly maybe meanwhile mostly nearly never normally now obviously "
            + "occasionally often once only otherwise partly perhaps possibly presently previously probably properly quite rarely recently roughly seldom shortly simply slightly somewhat sometimes soon still temporarily therefore thus today together tomorrow twice typically usually very yesterday"),
        ["quality"] = Words(
            "able abrupt adequate aggressive appropriate available average aware bad big blind broken calm capable careful careless central certain civil cold common complex constant correct crucial curved damaged deep dense different difficult direct distant double early easy "
            + "efficient electric elevated enough entire equal essential exact expected extra familiar famous fast final fine first free frequent fresh front full future general good great half happy hard heavy high hot huge idle illegal important impossible impressive initial inner "
            + "intended internal known large last late lateral legal level light likely local loose loud low main major manual maximum mean minimum minor mobile modern multiple natural necessary negative nervous neutral next normal obvious official open opposite optimal ordinary "
            + "other outer parallel partial patient perfect polite poor positive potential precise present pretty previous private proper public quick quiet random rapid ready real reasonable regular relevant reliable rough round royal rural same secure sensible sensitive separate "
            + "serious sharp silent similar simple single slippery slow soft solid special specific stable standard straight strange strict strong sudden sufficient suitable sure temporary thick thin tight total tricky typical uncertain uneven unexpected unique unknown unlikely unusual "
            + "upper urban urgent useful usual vacant valid various vertical visual warm weak whole wrong young"),
        ["color"] = ["red", "green", "yellow", "flashing", "off"],
        ["attribute"] = ["status", "color", "speed", "direction", "intention", "position", "type", "size", "distance", "heading", "velocity", "category", "behavior", "motion"],
        ["road"] = ["road", "street", "intersection", "junction", "crossing", "lane", "two-way street", "one-way street", "highway", "roundabout", "parking lot", "residential street", "city street", "four-way intersection", "T-junction", "bend", "ramp", "curve", "straight road", "rural road"],
        ["weather"] = ["a sunny day", "a rainy day", "a cloudy afternoon", "night", "early morning", "evening", "daytime", "foggy", "raining lightly", "raining heavily", "overcast", "dusk", "dawn", "clear weather", "a wet night"],
        ["place"] = ["boston-seaport", "singapore-onenorth", "singapore-queenstown", "singapore-hollandvillage", "boston", "singapore", "a small town", "the city center", "a village", "a suburb", "an industrial area"],
        ["scene"] = [
            "{weather} on a {road} with {count} {things} and several {things}", "an urban area with {things} {where} and {things} {where}", "a quiet {road} with few {things}", "a {road} under construction, with {things} {where}", "a {adjective} {road} lined with {things} and {things}",
            "heavy traffic at a {road}, with {things} {doing}", "terrain, vegetation, manmade structures, drivable surface, other flat ground and sidewalk around the {road}"],
        ["command"] = ["turn left", "turn right", "go straight", "left", "right", "straight", "keep forward"],
        ["count"] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "many", "several", "a few", "some", "{digit}"],
        ["digit"] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["number"] = ["{digit}", "{digit}.{digit}", "{digit}{digit}", "{digit}{digit}.{digit}", "{digit}{digit}.{digit}{digit}"],
        ["signed"] = ["+{number}", "-{number}", "{number}"],
        ["point"] = ["({signed}, {signed})", "(+{number}, -{number})", "(+{number}, +{number})"],
        ["path"] = ["[PT, (+{number}, {signed}), (+{number}, {signed}), (+{number}, {signed}), (+{number}, {signed}), (+{number}, {signed}), (+{number}, {signed})]"],
    };

    /// <summary>So many sentences; the same seed gives the same ones. A capital at the beginning, as written above or raised.</summary>
    public static IEnumerable<string> Sentences(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            Expand("{sentence}", text, ref random);
            text[0] = char.ToUpperInvariant(text[0]);
            yield return text.ToString();
        }
    }

    private static string[] Words(string words) => words.Split(' ');

    private static void Expand(string pattern, StringBuilder text, ref SplitMix64 random)
    {
        var position = 0;
        while (position < pattern.Length)
        {
            var open = pattern.IndexOf('{', position);
            if (open < 0)
            {
                text.Append(pattern, position, pattern.Length - position);
                return;
            }

            var close = pattern.IndexOf('}', open);
            text.Append(pattern, position, open - position);
            var alternatives = Rules[pattern[(open + 1)..close]];
            Expand(alternatives[random.Below(alternatives.Length)], text, ref random);
            position = close + 1;
        }
    }
}
