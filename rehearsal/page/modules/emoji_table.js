// Short names and their characters, a line a family. These are the names that reactions and :names: in texts carry.

export const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 wave 👋 hand ✋ raised_hand ✋ fist ✊ facepunch 👊 punch 👊
v ✌️ crossed_fingers 🤞 point_up ☝️ point_up_2 👆 point_down 👇 point_left 👈 point_right 👉 muscle 💪 handshake 🤝 open_hands 👐
palms_up_together 🤲 writing_hand ✍️ the_horns 🤘 call_me_hand 🤙 raised_hand_with_fingers_splayed 🖐️ spock-hand 🖖 left-facing_fist 🤛
right-facing_fist 🤜 pinched_fingers 🤌 pinching_hand 🤏 heart_hands 🫶 saluting_face 🫡 eyes 👀 eye 👁️ ear 👂 nose 👃 brain 🧠 lips 👄 tongue 👅
bulb 💡 warning ⚠️ mega 📣 loudspeaker 📢 speech_balloon 💬 left_speech_bubble 🗨️ thought_balloon 💭 white_check_mark ✅ heavy_check_mark ✔️
ballot_box_with_check ☑️ hammer_and_wrench 🛠️ hammer 🔨 wrench 🔧 dart 🎯 memo 📝 pencil 📝 pencil2 ✏️ question ❓ grey_question ❔ exclamation ❗
heavy_exclamation_mark ❗ grey_exclamation ❕ bangbang ‼️ interrobang ⁉️ x ❌ negative_squared_cross_mark ❎ heavy_multiplication_x ✖️
heavy_plus_sign ➕ heavy_minus_sign ➖ heavy_division_sign ➗ information_source ℹ️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
rotating_light 🚨 bell 🔔 no_bell 🔕 pushpin 📌 round_pushpin 📍 triangular_flag_on_post 🚩 checkered_flag 🏁 waving_white_flag 🏳️ waving_black_flag 🏴
link 🔗 paperclip 📎 linked_paperclips 🖇️ scissors ✂️ straight_ruler 📏 triangular_ruler 📐 mag 🔍 mag_right 🔎 lock 🔒 unlock 🔓 key 🔑 old_key 🗝️
closed_lock_with_key 🔐 lock_with_ink_pen 🔏 gear ⚙️ nut_and_bolt 🔩 toolbox 🧰 magnet 🧲 scales ⚖️ chains ⛓️ shield 🛡️
calendar 📆 date 📅 spiral_calendar_pad 🗓️ spiral_note_pad 🗒️ clipboard 📋 card_index 📇 card_index_dividers 🗂️ file_folder 📁 open_file_folder 📂
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑 bookmark 🔖 label 🏷️
newspaper 📰 rolled_up_newspaper 🗞️ notebook 📓 notebook_with_decorative_cover 📔 ledger 📒 closed_book 📕 green_book 📗 blue_book 📘 orange_book 📙
books 📚 book 📖 open_book 📖 scroll 📜 email ✉️ e-mail 📧 envelope ✉️ incoming_envelope 📨 envelope_with_arrow 📩 inbox_tray 📥 outbox_tray 📤
mailbox 📫 mailbox_with_mail 📬 postbox 📮 package 📦 ballot_box_with_ballot 🗳️ file_cabinet 🗄️ wastebasket 🗑️ lower_left_fountain_pen 🖋️
lower_left_ballpoint_pen 🖊️ lower_left_crayon 🖍️ lower_left_paintbrush 🖌️ black_nib ✒️ art 🎨 frame_with_picture 🖼️ performing_arts 🎭
hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ timer_clock ⏲️ mantelpiece_clock 🕰️ clock1 🕐 clock2 🕑 clock3 🕒 clock4 🕓
clock5 🕔 clock6 🕕 clock7 🕖 clock8 🕗 clock9 🕘 clock10 🕙 clock11 🕚 clock12 🕛 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️
arrow_upper_right ↗️ arrow_lower_right ↘️ arrow_lower_left ↙️ arrow_upper_left ↖️ arrow_right_hook ↪️ leftwards_arrow_with_hook ↩️ arrow_forward ▶️
arrow_backward ◀️ arrow_up_down ↕️ left_right_arrow ↔️ arrows_counterclockwise 🔄 arrows_clockwise 🔃 repeat 🔁 twisted_rightwards_arrows 🔀
fast_forward ⏩ rewind ⏪ double_vertical_bar ⏸️ black_square_for_stop ⏹️ black_circle_for_record ⏺️ back 🔙 end 🔚 soon 🔜 top 🔝 on 🔛
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 hash #️⃣ keycap_star *️⃣ 1234 🔢 abc 🔤
a 🅰️ b 🅱️ ab 🆎 o2 🅾️ ok 🆗 new 🆕 free 🆓 up 🆙 cool 🆒 sos 🆘 id 🆔 vs 🆚 tm ™️ copyright ©️ registered ®️ 100 💯
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣
large_brown_circle 🟤 black_circle ⚫ white_circle ⚪ large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩
large_blue_square 🟦 large_purple_square 🟪 large_brown_square 🟫 black_large_square ⬛ white_large_square ⬜ black_medium_square ◼️
white_medium_square ◻️ black_small_square ▪️ white_small_square ▫️ large_orange_diamond 🔶 large_blue_diamond 🔷 small_orange_diamond 🔸
small_blue_diamond 🔹 small_red_triangle 🔺 small_red_triangle_down 🔻 diamond_shape_with_a_dot_inside 💠 radio_button 🔘 white_square_button 🔳
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 white_heart 🤍 brown_heart 🤎 broken_heart 💔
two_hearts 💕 sparkling_heart 💖 heartpulse 💗 heartbeat 💓 revolving_hearts 💞 cupid 💘 gift_heart 💝 heart_decoration 💟 kiss 💋
star ⭐ star2 🌟 sparkles ✨ dizzy 💫 zap ⚡ fire 🔥 boom 💥 collision 💥 droplet 💧 sweat_drops 💦 dash 💨 rainbow 🌈 sunny ☀️ sun_with_face 🌞
mostly_sunny 🌤️ partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ thunder_cloud_and_rain ⛈️ snowflake ❄️ snowman ☃️ snowman_without_snow ⛄ umbrella ☂️ umbrella_with_rain_drops ☔
ocean 🌊 full_moon 🌕 new_moon 🌑 crescent_moon 🌙 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 world_map 🗺️ compass 🧭
seedling 🌱 herb 🌿 four_leaf_clover 🍀 evergreen_tree 🌲 deciduous_tree 🌳 palm_tree 🌴 cactus 🌵 maple_leaf 🍁 fallen_leaf 🍂 leaves 🍃 mushroom 🍄
sunflower 🌻 rose 🌹 tulip 🌷 blossom 🌼 cherry_blossom 🌸 hibiscus 🌺 bouquet 💐 wilted_flower 🥀
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 joy 😂 rolling_on_the_floor_laughing 🤣 blush 😊 innocent 😇
slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 relieved 😌 heart_eyes 😍 smiling_face_with_3_hearts 🥰 kissing_heart 😘 kissing 😗 yum 😋
stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 zany_face 🤪 face_with_raised_eyebrow 🤨 face_with_monocle 🧐 nerd_face 🤓 sunglasses 😎
star-struck 🤩 partying_face 🥳 smirk 😏 unamused 😒 disappointed 😞 pensive 😔 worried 😟 confused 😕 slightly_frowning_face 🙁 white_frowning_face ☹️
persevere 😣 confounded 😖 tired_face 😫 weary 😩 pleading_face 🥺 cry 😢 sob 😭 triumph 😤 angry 😠 rage 😡 exploding_head 🤯 flushed 😳 hot_face 🥵
cold_face 🥶 scream 😱 fearful 😨 cold_sweat 😰 disappointed_relieved 😥 sweat 😓 hugging_face 🤗 thinking_face 🤔 shushing_face 🤫
face_with_hand_over_mouth 🤭 yawning_face 🥱 no_mouth 😶 neutral_face 😐 expressionless 😑 grimacing 😬 face_with_rolling_eyes 🙄
hushed 😯 frowning 😦 anguished 😧 open_mouth 😮 astonished 😲 sleeping 😴 sleepy 😪 dizzy_face 😵 zipper_mouth_face 🤐 woozy_face 🥴 mask 😷
face_with_thermometer 🤒 face_with_head_bandage 🤕 nauseated_face 🤢 sneezing_face 🤧 money_mouth_face 🤑 face_with_cowboy_hat 🤠 melting_face 🫠
relaxed ☺️ smiling_imp 😈 skull 💀 ghost 👻 alien 👽 robot_face 🤖 jack_o_lantern 🎃 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊
baby 👶 child 🧒 boy 👦 girl 👧 adult 🧑 man 👨 woman 👩 older_adult 🧓 older_man 👴 older_woman 👵 health_worker 🧑‍⚕️ female-doctor 👩‍⚕️
male-doctor 👨‍⚕️ student 🧑‍🎓 teacher 🧑‍🏫 judge 🧑‍⚖️ cook 🧑‍🍳 office_worker 🧑‍💼 scientist 🧑‍🔬 technologist 🧑‍💻 artist 🧑‍🎨 firefighter 🧑‍🚒
cop 👮 guardsman 💂 construction_worker 👷 superhero 🦸 sleuth_or_spy 🕵️ angel 👼 walking 🚶 runner 🏃 dancer 💃 person_in_lotus_position 🧘
woman-raising-hand 🙋‍♀️ man-raising-hand 🙋‍♂️ raising_hand 🙋 information_desk_person 💁 ok_woman 🙆 no_good 🙅 bow 🙇 shrug 🤷 woman-shrugging 🤷‍♀️
man-shrugging 🤷‍♂️ face_palm 🤦 woman-facepalming 🤦‍♀️ man-facepalming 🤦‍♂️ couple 👫 two_men_holding_hands 👬 two_women_holding_hands 👭
people_holding_hands 🧑‍🤝‍🧑 family 👪 man-woman-girl-boy 👨‍👩‍👧‍👦 woman-woman-boy 👩‍👩‍👦 busts_in_silhouette 👥 bust_in_silhouette 👤
speaking_head_in_silhouette 🗣️ footprints 👣 dog 🐶 cat 🐱 mouse 🐭 hamster 🐹 rabbit 🐰 fox_face 🦊 bear 🐻 panda_face 🐼 koala 🐨 tiger 🐯
lion_face 🦁 cow 🐮 pig 🐷 frog 🐸 monkey_face 🐵 chicken 🐔 penguin 🐧 bird 🐦 hatching_chick 🐣 duck 🦆 eagle 🦅 owl 🦉 bat 🦇 wolf 🐺 horse 🐴
unicorn_face 🦄 bee 🐝 honeybee 🐝 bug 🐛 butterfly 🦋 snail 🐌 turtle 🐢 snake 🐍 octopus 🐙 crab 🦀 tropical_fish 🐠 fish 🐟 dolphin 🐬 whale 🐳
elephant 🐘 camel 🐫 sheep 🐑 goat 🐐 dove_of_peace 🕊️ parrot 🦜 hedgehog 🦔 sloth 🦥 otter 🦦 paw_prints 🐾
apple 🍎 green_apple 🍏 pear 🍐 tangerine 🍊 lemon 🍋 banana 🍌 watermelon 🍉 grapes 🍇 strawberry 🍓 cherries 🍒 peach 🍑 mango 🥭 pineapple 🍍
coconut 🥥 kiwifruit 🥝 tomato 🍅 avocado 🥑 broccoli 🥦 carrot 🥕 corn 🌽 potato 🥔 bread 🍞 croissant 🥐 cheese_wedge 🧀 egg 🥚 bacon 🥓 hamburger 🍔
fries 🍟 pizza 🍕 hotdog 🌭 sandwich 🥪 taco 🌮 burrito 🌯 green_salad 🥗 stew 🍲 spaghetti 🍝 ramen 🍜 sushi 🍣 bento 🍱 rice 🍚 curry 🍛
fried_shrimp 🍤 meat_on_bone 🍖 popcorn 🍿 salt 🧂 icecream 🍦 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰 cupcake 🧁 pie 🥧 chocolate_bar 🍫 candy 🍬
honey_pot 🍯 coffee ☕ tea 🍵 teapot 🫖 beer 🍺 beers 🍻 wine_glass 🍷 champagne 🍾 cocktail 🍸 clinking_glasses 🥂 cup_with_straw 🥤
knife_fork_plate 🍽️ fork_and_knife 🍴 spoon 🥄 tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 ribbon 🎀 christmas_tree 🎄 fireworks 🎆 sparkler 🎇
trophy 🏆 medal 🎖️ sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈 third_place_medal 🥉 crown 👑 gem 💎 ring 💍 mortar_board 🎓
ticket 🎫 admission_tickets 🎟️ soccer ⚽ basketball 🏀 football 🏈 tennis 🎾 rugby_football 🏉 cricket_bat_and_ball 🏏 golf ⛳ chess_pawn ♟️
game_die 🎲 jigsaw 🧩 video_game 🎮 joystick 🕹️ bicyclist 🚴 swimmer 🏊 mountain_bicyclist 🚵 musical_note 🎵 notes 🎶 microphone 🎤
studio_microphone 🎙️ headphones 🎧 guitar 🎸 violin 🎻 trumpet 🎺 drum_with_drumsticks 🥁 musical_keyboard 🎹 clapper 🎬 movie_camera 🎥 camera 📷
camera_with_flash 📸 video_camera 📹 tv 📺 radio 📻 iphone 📱 phone ☎️ telephone ☎️ telephone_receiver 📞 computer 💻 desktop_computer 🖥️
keyboard ⌨️ printer 🖨️ floppy_disk 💾 cd 💿 battery 🔋 electric_plug 🔌 satellite_antenna 📡 flashlight 🔦 candle 🕯️ moneybag 💰 pound 💷 euro 💶
dollar 💵 yen 💴 money_with_wings 💸 credit_card 💳 receipt 🧾 briefcase 💼 handbag 👜 school_satchel 🎒 eyeglasses 👓 lab_coat 🥼 necktie 👔 tophat 🎩
thermometer 🌡️ syringe 💉 pill 💊 stethoscope 🩺 adhesive_bandage 🩹 drop_of_blood 🩸 microscope 🔬 telescope 🔭 test_tube 🧪 petri_dish 🧫 dna 🧬
alembic ⚗️ hospital 🏥 ambulance 🚑 medical_symbol ⚕️ wheelchair ♿ bed 🛏️ couch_and_lamp 🛋️ door 🚪 broom 🧹 soap 🧼 sponge 🧽 bathtub 🛁
house 🏠 house_with_garden 🏡 office 🏢 post_office 🏣 bank 🏦 hotel 🏨 school 🏫 factory 🏭 church ⛪ classical_building 🏛️ stadium 🏟️ bridge_at_night 🌉
building_construction 🏗️ construction 🚧 tent ⛺ desert_island 🏝️ mountain ⛰️ sunrise 🌅 cityscape 🏙️ car 🚗 taxi 🚕 bus 🚌 minibus 🚐 fire_engine 🚒
police_car 🚓 truck 🚚 tractor 🚜 bike 🚲 motor_scooter 🛵 train 🚋 train2 🚆 bullettrain_side 🚄 metro 🚇 station 🚉 airplane ✈️ rocket 🚀
helicopter 🚁 boat ⛵ ship 🚢 anchor ⚓ fuelpump ⛽ vertical_traffic_light 🚦 traffic_light 🚥 bellhop_bell 🛎️ luggage 🧳
recycle ♻️ infinity ♾️ peace_symbol ☮️ yin_yang ☯️ atom_symbol ⚛️ fleur_de_lis ⚜️ trident 🔱 beginner 🔰 name_badge 📛 o ⭕ part_alternation_mark 〽️
wavy_dash 〰️ curly_loop ➰ loop ➿ eight_spoked_asterisk ✳️ eight_pointed_black_star ✴️ sparkle ❇️ signal_strength 📶 mute 🔇 speaker 🔈 sound 🔉
loud_sound 🔊 high_brightness 🔆 low_brightness 🔅 crystal_ball 🔮 nazar_amulet 🧿 teddy_bear 🧸 thread 🧵 yarn 🧶 knot 🪢 ladder 🪜 mirror 🪞
hook 🪝 bucket 🪣 placard 🪧 flag-gb 🇬🇧 gb 🇬🇧 uk 🇬🇧 flag-england 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag-scotland 🏴󠁧󠁢󠁳󠁣󠁴󠁿 flag-wales 🏴󠁧󠁢󠁷󠁬󠁳󠁿 flag-eu 🇪🇺 flag-fr 🇫🇷 fr 🇫🇷 flag-de 🇩🇪 de 🇩🇪
flag-it 🇮🇹 it 🇮🇹 flag-es 🇪🇸 es 🇪🇸 flag-ie 🇮🇪 flag-in 🇮🇳 flag-us 🇺🇸 us 🇺🇸 flag-ca 🇨🇦 flag-au 🇦🇺 flag-nz 🇳🇿 flag-za 🇿🇦 flag-nl 🇳🇱 flag-pl 🇵🇱
flag-ng 🇳🇬 flag-pk 🇵🇰 rainbow-flag 🏳️‍🌈 transgender_flag 🏳️‍⚧️
`;
